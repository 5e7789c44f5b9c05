package io.sitehub.cli.oracle;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.AccessDecided;
import io.sitehub.model.event.ExceptionRaised;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.HandlingStarted;
import io.sitehub.model.event.QualityDecided;
import io.sitehub.model.event.QualitySampled;
import io.sitehub.model.event.QueueCalled;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitArrived;
import io.sitehub.model.event.VisitClosed;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.event.WeighingRejected;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitException;
import io.sitehub.model.state.VisitRejection;
import io.sitehub.model.state.VisitState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replays what counts of a visit's log, one event after the other, into the visit. */
final class VisitReplay {
  private static final int GRAMS = 1000;

  private final Visit visit = new Visit();
  private final SortedSet<String> findings;
  private final StaysOfVisit stays = new StaysOfVisit();
  private final WeighingsOfVisit weighings = new WeighingsOfVisit();
  private boolean identifiedOrDecided;

  private VisitReplay(String siteId, String visitId, CorrectedLog.Result log) {
    visit.setSiteId(siteId);
    visit.setVisitId(visitId);
    visit.setRejections(new ArrayList<>());
    visit.setSamples(new ArrayList<>());
    visit.setExceptions(new ArrayList<>());
    visit.setEventCount(log.received());
    visit.setCorrectedEvents(log.corrected());
    visit.setLatestAt(log.latestAt() == null ? null : millis(log.latestAt()));
    findings = new TreeSet<>(log.findings());
  }

  /** The visit; what its findings say in words is their code. */
  static Visit of(String siteId, String visitId, CorrectedLog.Result log, PlanOfVisit plan) {
    VisitReplay replay = new VisitReplay(siteId, visitId, log);
    log.standing().forEach(replay::take);
    return replay.finish(log.standing(), plan);
  }

  private void take(SiteEvent event) {
    Instant at = millis(event.time());
    if (visit.getClosedAt() != null
        && !(event.data() instanceof QualityDecided
            || event.data() instanceof ExceptionRaised
            || event.data() instanceof VisitClosed)) {
      findings.add("event-after-close");
    }
    switch (event.data()) {
      case VisitAnnounced data -> announce(at, data);
      case VisitArrived data -> {
        if (visit.getArrivedAt() == null) {
          visit.setArrivedAt(at);
        }
        said(data.getLane(), visit::setLane);
      }
      case VehicleIdentified data -> identify(data);
      case AccessDecided data -> {
        identifiedOrDecided = true;
        visit.setAccessGranted(data.getGranted());
        visit.setAccessReason(data.getReason());
      }
      case QueueJoined data -> {
        visit.setQueuedAt(at);
        visit.setQueueId(data.getQueueId());
        visit.setQueuePriority(data.getPriority());
      }
      case QueueCalled data -> {
        visit.setCalledAt(at);
        visit.setCalledStation(data.getStationId());
        visit.setCallExpiresAt(data.getExpiresAt());
      }
      case GateEntered data -> enter(at, data);
      case GateExited data -> {
        if (visit.getExitedAt() != null) {
          findings.add("exited-twice");
        }
        visit.setExitedAt(at);
        visit.setExitGate(data.getGateId());
      }
      case WeighingRecorded data -> weighings.take(event.name(), at, data);
      case WeighingRejected data ->
          visit.getRejections().add(new VisitRejection(at, data.getScaleId(), data.getCause()));
      case StationAssigned data -> {
        if (visit.getMaterial() == null) {
          visit.setMaterial(data.getProduct());
        }
        stays.assign(at, data);
      }
      case HandlingStarted data -> stays.start(at, data);
      case HandlingCompleted data -> stays.complete(at, data);
      case QualitySampled data -> {
        if (!visit.getSamples().contains(data.getSampleId())) {
          visit.getSamples().add(data.getSampleId());
        }
      }
      case QualityDecided data -> {
        visit.setQualityVerdict(data.getVerdict());
        visit.setDeductionGrams(grams(data.getDeductionKg()));
      }
      case VisitClosed data -> {
        if (visit.getClosedAt() != null) {
          findings.add("closed-twice");
        }
        visit.setClosedAt(at);
        visit.setOutcome(data.getOutcome());
        visit.setOutcomeReason(data.getReason());
      }
      case ExceptionRaised data ->
          visit.getExceptions().add(new VisitException(at, data.getKind(), data.getDetail()));
      default -> throw new IllegalStateException("no event of a visit: " + event.type());
    }
  }

  private void announce(Instant at, VisitAnnounced data) {
    if (visit.getAnnouncedAt() == null) {
      visit.setAnnouncedAt(at);
    }
    said(data.getOrderId(), visit::setOrderId);
    said(data.getSlotStart(), visit::setSlotStart);
    said(data.getSlotEnd(), visit::setSlotEnd);
    said(data.getCarrier(), visit::setCarrier);
    said(data.getPlannedPlate(), visit::setPlannedPlate);
    said(data.getMaterial(), visit::setMaterial);
    said(data.getDirection(), visit::setDirection);
    said(grams(data.getPlannedKg()), visit::setPlannedGrams);
    said(grams(data.getShippedKg()), visit::setShippedGrams);
  }

  private void identify(VehicleIdentified data) {
    identifiedOrDecided = true;
    String before = visit.getTractorPlate();
    if (before != null && !before.equals(data.getTractorPlate())) {
      findings.add("plate-changed");
    }
    visit.setTractorPlate(data.getTractorPlate());
    visit.setIdentifiedBy(data.getMethod());
    said(data.getTrailerPlate(), visit::setTrailerPlate);
    said(data.getDriverRef(), visit::setDriverRef);
  }

  private void enter(Instant at, GateEntered data) {
    if (Boolean.FALSE.equals(visit.getAccessGranted())) {
      findings.add("entered-though-denied");
    }
    if (visit.getEnteredAt() == null) {
      visit.setEnteredAt(at);
      visit.setEntryGate(data.getGateId());
      return;
    }
    if (visit.getExitedAt() == null) {
      findings.add("entered-twice");
      return;
    }
    findings.add("re-entered");
    visit.setExitedAt(null);
    visit.setExitGate(null);
  }

  private Visit finish(List<SiteEvent> standing, PlanOfVisit plan) {
    visit.setHandlings(stays.all());
    visit.setWeighings(weighings.all());
    visit.setNet(weighings.net());
    if (!standing.isEmpty()) {
      visit.setFirstEventAt(millis(standing.getFirst().time()));
      visit.setLastEventAt(millis(standing.getLast().time()));
    }
    if (plan.enterInto(visit)) {
      findings.add("order-cancelled");
    }
    visit.setState(state(visit.getFirstEventAt() != null));
    findings.addAll(weighings.findings());
    findings.addAll(stays.findings());
    findings.addAll(FindingsOfVisit.of(visit));
    visit.setFindings(findings.stream().map(code -> new Finding(code, code)).toList());
    return visit;
  }

  private VisitState state(boolean anythingKnown) {
    if (visit.getOutcome() != null) {
      return switch (visit.getOutcome()) {
        case COMPLETED, UNSPECIFIED -> VisitState.CLOSED;
        case REFUSED -> VisitState.REFUSED;
        case CANCELLED -> VisitState.CANCELLED;
        case NO_SHOW -> VisitState.NO_SHOW;
        case ABANDONED -> VisitState.ABANDONED;
      };
    }
    if (visit.getExitedAt() != null) {
      return VisitState.DEPARTED;
    }
    if (weighings.has(WeighingPass.SECOND)) {
      return VisitState.WEIGHED_OUT;
    }
    if (visit.getHandlings().stream().anyMatch(stay -> stay.getCompletedAt() != null)) {
      return VisitState.HANDLED;
    }
    if (visit.getHandlings().stream().anyMatch(stay -> stay.getStartedAt() != null)) {
      return VisitState.AT_STATION;
    }
    if (weighings.has(WeighingPass.FIRST)) {
      return VisitState.WEIGHED_IN;
    }
    if (visit.getEnteredAt() != null) {
      return VisitState.ON_SITE;
    }
    if (visit.getCalledAt() != null) {
      return VisitState.CALLED;
    }
    if (visit.getQueuedAt() != null) {
      return VisitState.QUEUED;
    }
    if (visit.getArrivedAt() != null || identifiedOrDecided) {
      return VisitState.ARRIVED;
    }
    return anythingKnown ? VisitState.ANNOUNCED : VisitState.UNSPECIFIED;
  }

  /** A field that is left out keeps what was known. */
  private static <T> void said(@Nullable T value, Consumer<T> set) {
    if (value != null) {
      set.accept(value);
    }
  }

  static @Nullable Long grams(@Nullable Integer kilograms) {
    return kilograms == null ? null : (long) kilograms * GRAMS;
  }

  private static Instant millis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }
}
