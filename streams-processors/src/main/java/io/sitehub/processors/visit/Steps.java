package io.sitehub.processors.visit;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.AccessDecided;
import io.sitehub.model.event.Direction;
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
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.event.WeighingRejected;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitException;
import io.sitehub.model.state.VisitRejection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.avro.specific.SpecificRecord;

/** What each type of event does to a visit; the table of {@code docs/visits.md} in code. */
final class Steps {
  private Steps() {}

  /** Folds in the next event. It happened no earlier than those before it and is no correction. */
  static void take(Draft draft, SiteEvent event) {
    Visit visit = draft.visit;
    SpecificRecord data = event.data();
    Instant at = event.time().truncatedTo(ChronoUnit.MILLIS);
    if (visit.getFirstEventAt() == null) {
      visit.setFirstEventAt(at);
    }
    visit.setLastEventAt(at);
    if (visit.getClosedAt() != null && mustPrecedeClose(data)) {
      draft.see(
          FindingCode.EVENT_AFTER_CLOSE,
          event.type().shortName() + " at " + at + " after visit.closed");
    }
    switch (data) {
      case VisitAnnounced announced -> announced(visit, at, announced);
      case VisitArrived arrived -> arrived(visit, at, arrived);
      case VehicleIdentified identified -> identified(draft, at, identified);
      case AccessDecided decided -> accessDecided(visit, decided);
      case QueueJoined joined -> queueJoined(visit, at, joined);
      case QueueCalled called -> queueCalled(visit, at, called);
      case GateEntered entered -> gateEntered(draft, at, entered);
      case WeighingRecorded recorded -> weighingRecorded(draft, event, recorded);
      case WeighingRejected rejected ->
          visit.setRejections(
              Draft.plus(
                  visit.getRejections(),
                  new VisitRejection(at, rejected.getScaleId(), rejected.getCause())));
      case StationAssigned assigned -> stationAssigned(visit, at, assigned);
      case HandlingStarted started ->
          visit.setHandlings(Handlings.started(visit.getHandlings(), at, started));
      case HandlingCompleted completed ->
          visit.setHandlings(Handlings.completed(visit.getHandlings(), at, completed));
      case QualitySampled sampled -> qualitySampled(visit, sampled);
      case QualityDecided decided -> qualityDecided(visit, decided);
      case GateExited exited -> gateExited(draft, at, exited);
      case VisitClosed closed -> visitClosed(draft, at, closed);
      case ExceptionRaised raised ->
          visit.setExceptions(
              Draft.plus(
                  visit.getExceptions(),
                  new VisitException(at, raised.getKind(), raised.getDetail())));
      default -> {
        // A type that says nothing about where a visit stands.
      }
    }
  }

  /** A laboratory's verdict and a dispute may well come after the truck is gone. */
  private static boolean mustPrecedeClose(SpecificRecord data) {
    return switch (data) {
      case VisitClosed closed -> false;
      case QualityDecided decided -> false;
      case ExceptionRaised raised -> false;
      default -> true;
    };
  }

  private static void announced(Visit visit, Instant at, VisitAnnounced event) {
    if (visit.getAnnouncedAt() == null) {
      visit.setAnnouncedAt(at);
    }
    if (event.getOrderId() != null) {
      visit.setOrderId(event.getOrderId());
    }
    if (event.getSlotStart() != null) {
      visit.setSlotStart(Draft.ms(event.getSlotStart()));
    }
    if (event.getSlotEnd() != null) {
      visit.setSlotEnd(Draft.ms(event.getSlotEnd()));
    }
    if (event.getCarrier() != null) {
      visit.setCarrier(event.getCarrier());
    }
    if (event.getPlannedPlate() != null) {
      visit.setPlannedPlate(event.getPlannedPlate());
    }
    if (event.getMaterial() != null) {
      visit.setMaterial(event.getMaterial());
    }
    if (event.getDirection() != null && event.getDirection() != Direction.UNSPECIFIED) {
      visit.setDirection(event.getDirection());
    }
    if (event.getPlannedKg() != null) {
      visit.setPlannedGrams(event.getPlannedKg() * 1_000L);
    }
    if (event.getShippedKg() != null) {
      visit.setShippedGrams(event.getShippedKg() * 1_000L);
    }
  }

  private static void arrived(Visit visit, Instant at, VisitArrived event) {
    if (visit.getArrivedAt() == null) {
      visit.setArrivedAt(at);
    }
    if (event.getLane() != null) {
      visit.setLane(event.getLane());
    }
  }

  private static void identified(Draft draft, Instant at, VehicleIdentified event) {
    Visit visit = draft.visit;
    String before = visit.getTractorPlate();
    if (before != null && !before.equals(event.getTractorPlate())) {
      draft.see(FindingCode.PLATE_CHANGED, "identified at " + at + " as another tractor");
    }
    visit.setTractorPlate(event.getTractorPlate());
    visit.setIdentifiedBy(event.getMethod());
    if (event.getTrailerPlate() != null) {
      visit.setTrailerPlate(event.getTrailerPlate());
    }
    if (event.getDriverRef() != null) {
      visit.setDriverRef(event.getDriverRef());
    }
  }

  private static void accessDecided(Visit visit, AccessDecided event) {
    visit.setAccessGranted(event.getGranted());
    visit.setAccessReason(event.getReason());
  }

  private static void queueJoined(Visit visit, Instant at, QueueJoined event) {
    visit.setQueuedAt(at);
    visit.setQueueId(event.getQueueId());
    visit.setQueuePriority(event.getPriority());
  }

  private static void queueCalled(Visit visit, Instant at, QueueCalled event) {
    visit.setCalledAt(at);
    visit.setCalledStation(event.getStationId());
    visit.setCallExpiresAt(Draft.ms(event.getExpiresAt()));
  }

  private static void gateEntered(Draft draft, Instant at, GateEntered event) {
    Visit visit = draft.visit;
    if (Boolean.FALSE.equals(visit.getAccessGranted())) {
      draft.see(FindingCode.ENTERED_THOUGH_DENIED, "entered at " + at);
    }
    if (visit.getEnteredAt() == null) {
      visit.setEnteredAt(at);
      visit.setEntryGate(event.getGateId());
    } else if (visit.getExitedAt() == null) {
      draft.see(FindingCode.ENTERED_TWICE, "entered again at " + at + " without an exit");
    } else {
      draft.see(FindingCode.RE_ENTERED, "came in again at " + at);
      visit.setExitedAt(null);
      visit.setExitGate(null);
    }
  }

  private static void weighingRecorded(Draft draft, SiteEvent event, WeighingRecorded recorded) {
    if (Weighings.contradictsItself(recorded)) {
      draft.see(
          FindingCode.WEIGHT_MISMATCH,
          "weighing " + recorded.getWeighingId() + ": kilograms and fine weight differ");
    }
    draft.weighed(Weighings.of(event, recorded));
  }

  private static void stationAssigned(Visit visit, Instant at, StationAssigned event) {
    visit.setHandlings(Handlings.assigned(visit.getHandlings(), at, event));
    if (visit.getMaterial() == null) {
      visit.setMaterial(event.getProduct());
    }
  }

  private static void qualitySampled(Visit visit, QualitySampled event) {
    if (!visit.getSamples().contains(event.getSampleId())) {
      visit.setSamples(Draft.plus(visit.getSamples(), event.getSampleId()));
    }
  }

  private static void qualityDecided(Visit visit, QualityDecided event) {
    visit.setQualityVerdict(event.getVerdict());
    visit.setDeductionGrams(
        event.getDeductionKg() == null ? null : Long.valueOf(event.getDeductionKg() * 1_000L));
  }

  private static void gateExited(Draft draft, Instant at, GateExited event) {
    Visit visit = draft.visit;
    if (visit.getExitedAt() != null) {
      draft.see(FindingCode.EXITED_TWICE, "exited again at " + at + " without an entry");
    }
    visit.setExitedAt(at);
    visit.setExitGate(event.getGateId());
  }

  private static void visitClosed(Draft draft, Instant at, VisitClosed event) {
    Visit visit = draft.visit;
    if (visit.getClosedAt() != null) {
      draft.see(FindingCode.CLOSED_TWICE, "closed again at " + at);
    }
    visit.setClosedAt(at);
    visit.setOutcome(event.getOutcome());
    visit.setOutcomeReason(event.getReason());
  }
}
