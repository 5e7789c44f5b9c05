package io.sitehub.processors.visit;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.AccessDecided;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.ExceptionKind;
import io.sitehub.model.event.ExceptionRaised;
import io.sitehub.model.event.FineWeight;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.HandlingEnd;
import io.sitehub.model.event.HandlingMode;
import io.sitehub.model.event.HandlingStarted;
import io.sitehub.model.event.IdentificationMethod;
import io.sitehub.model.event.QualityDecided;
import io.sitehub.model.event.QualitySampled;
import io.sitehub.model.event.QualityVerdict;
import io.sitehub.model.event.QueueCalled;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.RejectionCause;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.event.TareMode;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitArrived;
import io.sitehub.model.event.VisitClosed;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.event.WeighingRejected;
import io.sitehub.model.event.WeightUnit;
import io.sitehub.model.json.AvroToJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes histories of visits from a seed: every type of event, in sensible order or not,
 * contradicting each other at times, with equal times and times finer than a millisecond, and with
 * corrections of all kinds: replacing, moving in time, withdrawing, of corrections, of unknown
 * events, of the wrong type, unreadable, retargeted and in cycles.
 */
public final class RandomHistory {
  private static final List<String> TERMINALS = List.of("kiosk-1", "handheld-2", "scale-in");

  private final Random random;
  private final String siteId;
  private int nextId;

  /** Histories of a site. Two with the same seed are the same. */
  public RandomHistory(String siteId, long seed) {
    this.siteId = siteId;
    this.random = new Random(seed);
  }

  /** All events of one visit, corrections included and repeats not, in no particular order. */
  public List<SiteEvent> visit(String visitId, Instant start) {
    List<SiteEvent> events = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      int size = random.nextInt(14);
      for (int i = 0; i < size; i++) {
        events.add(event(visitId, time(start), anything()));
      }
    } else {
      ordinary(visitId, start, events);
    }
    int corrections = random.nextInt(3) == 0 ? random.nextInt(7) : 0;
    for (int i = 0; i < corrections; i++) {
      events.add(event(visitId, time(start), correction(events)));
    }
    if (random.nextInt(25) == 0) {
      cycle(visitId, start, events);
    }
    Collections.shuffle(events, random);
    return events;
  }

  /** The events in another order, some of them repeatedly, as a resend would. */
  public List<SiteEvent> shuffledWithRepeats(List<SiteEvent> events) {
    List<SiteEvent> shuffled = new ArrayList<>(events);
    for (SiteEvent event : events) {
      for (int i = random.nextInt(3); i > 1; i--) {
        shuffled.add(resent(event));
      }
    }
    Collections.shuffle(shuffled, random);
    return shuffled;
  }

  /** The events as they would usually arrive: in order, but for some that come late. */
  public List<SiteEvent> mostlyInOrder(List<SiteEvent> events) {
    List<SiteEvent> arriving = new ArrayList<>(events);
    arriving.sort(io.sitehub.model.cloudevent.EventOrder.INSTANCE);
    for (int i = random.nextInt(3); i > 0 && !arriving.isEmpty(); i--) {
      SiteEvent late = arriving.remove(random.nextInt(arriving.size()));
      arriving.add(random.nextInt(arriving.size() + 1), late);
    }
    return arriving;
  }

  /** A truck that does most of what trucks do, with gaps. */
  private void ordinary(String visitId, Instant start, List<SiteEvent> events) {
    boolean inbound = random.nextBoolean();
    int emptyKg = 14_000 + random.nextInt(3_000);
    int fullKg = emptyKg + 10_000 + random.nextInt(15_000);
    List<SpecificRecord> story = new ArrayList<>();
    story.add(announced());
    story.add(arrived());
    story.add(identified());
    story.add(accessDecided(random.nextInt(10) > 0));
    story.add(queueJoined());
    story.add(queueCalled());
    story.add(new GateEntered("gate-in"));
    story.add(weighing(WeighingPass.FIRST, inbound ? fullKg : emptyKg));
    if (random.nextInt(6) == 0) {
      story.add(weighing(WeighingPass.REWEIGH, inbound ? fullKg - 20 : emptyKg + 20));
    }
    story.add(stationAssigned());
    story.add(handlingStarted(inbound ? HandlingMode.UNLOADING : HandlingMode.LOADING));
    story.add(handlingCompleted());
    if (random.nextBoolean()) {
      story.add(qualityDecided());
    }
    story.add(weighing(WeighingPass.SECOND, inbound ? emptyKg : fullKg));
    if (random.nextInt(6) == 0) {
      story.add(weighing(WeighingPass.REWEIGH, inbound ? emptyKg : fullKg + 40));
    }
    story.add(new GateExited("gate-out"));
    story.add(closed(random.nextInt(8) == 0 ? outcome() : VisitOutcome.COMPLETED));
    Instant at = start;
    for (SpecificRecord step : story) {
      at = at.plusMillis(random.nextInt(600_000));
      if (random.nextInt(12) > 0) {
        events.add(event(visitId, at, step));
      }
    }
  }

  private SpecificRecord anything() {
    return switch (random.nextInt(18)) {
      case 0 -> announced();
      case 1 -> arrived();
      case 2 -> identified();
      case 3 -> accessDecided(random.nextBoolean());
      case 4 -> queueJoined();
      case 5 -> queueCalled();
      case 6 -> new GateEntered(pick(null, "gate-in", "gate-side"));
      case 7, 8, 9 -> weighing(pick(passes()), 14_000 + 500 * random.nextInt(60));
      case 10 -> new WeighingRejected("scale-in", pick(known(RejectionCause.values())));
      case 11 -> stationAssigned();
      case 12 -> handlingStarted(pick(known(HandlingMode.values())));
      case 13 -> handlingCompleted();
      case 14 -> new QualitySampled("S" + random.nextInt(2), pick(null, "probe"));
      case 15 -> qualityDecided();
      case 16 -> random.nextBoolean() ? new GateExited("gate-out") : closed(outcome());
      default -> new ExceptionRaised(pick(known(ExceptionKind.values())), pick(null, "noted"));
    };
  }

  private SpecificRecord announced() {
    return VisitAnnounced.newBuilder()
        .setOrderId(pick(null, "O-1", "O-2"))
        .setCarrier(pick(null, "Martin", "Dupont"))
        .setMaterial(pick(null, "gravel", "sand"))
        .setDirection(pick(null, Direction.INBOUND, Direction.OUTBOUND))
        .setPlannedPlate(pick(null, "AB-123-CD"))
        .setPlannedKg(pick(null, 20_000))
        .setShippedKg(pick(null, 20_400))
        .setSlotStart(pick(null, Instant.parse("2026-11-23T08:00:00Z")))
        .setSlotEnd(
            pick(
                null, Instant.parse("2026-11-23T08:30:00Z"), Instant.parse("2026-11-23T07:30:00Z")))
        .build();
  }

  private SpecificRecord arrived() {
    return new VisitArrived(pick(null, "lane-1", "lane-2"), pick(null, IdentificationMethod.ANPR));
  }

  private SpecificRecord identified() {
    return VehicleIdentified.newBuilder()
        .setTractorPlate(pick("AB-123-CD", "AB-123-CD", "AB-128-CD"))
        .setTrailerPlate(pick(null, "TR-1", "TR-2"))
        .setMethod(pick(IdentificationMethod.ANPR, IdentificationMethod.MANUAL))
        .setDriverRef(pick(null, "driver-7"))
        .build();
  }

  private SpecificRecord accessDecided(boolean granted) {
    return new AccessDecided(granted, "rule-1", granted ? null : "no induction");
  }

  private SpecificRecord queueJoined() {
    return new QueueJoined(pick("outside", "inside"), random.nextInt(-2, 3));
  }

  private SpecificRecord queueCalled() {
    return new QueueCalled(
        pick(null, "silo-1"), "display", pick(null, Instant.parse("2026-11-23T09:00:00Z")));
  }

  private SpecificRecord stationAssigned() {
    return new StationAssigned(station(), pick(null, "gravel", "sand"), pick(null, 20_000));
  }

  private SpecificRecord handlingStarted(HandlingMode mode) {
    return new HandlingStarted(station(), mode, pick(null, "silo-7"));
  }

  private SpecificRecord handlingCompleted() {
    return HandlingCompleted.newBuilder()
        .setStationId(station())
        .setDeliveredKg(pick(null, 19_980))
        .setLot(pick(null, "L-1"))
        .setSeals(pick(List.<String>of(), List.of("1", "2")))
        .setEndReason(pick(null, HandlingEnd.FINISHED, HandlingEnd.STOPPED))
        .build();
  }

  private SpecificRecord qualityDecided() {
    return new QualityDecided(
        pick(QualityVerdict.ACCEPTED, QualityVerdict.ACCEPTED, QualityVerdict.REJECTED),
        pick(null, 120, 40_000),
        null);
  }

  private static SpecificRecord closed(VisitOutcome outcome) {
    return new VisitClosed(outcome, null);
  }

  private SpecificRecord weighing(WeighingPass pass, int grossKg) {
    Instant from = Instant.parse("2026-11-23T08:00:00Z").plusMillis(random.nextInt(7_200_000));
    FineWeight fine =
        new FineWeight(
            BigDecimal.valueOf(grossKg * 1_000L + random.nextInt(5_000), 3),
            pick(WeightUnit.KG, WeightUnit.KG, WeightUnit.LB));
    return WeighingRecorded.newBuilder()
        .setWeighingId("W" + random.nextInt(1_000_000))
        .setPass(pass)
        .setScaleId(pick("scale-in", "scale-out"))
        .setGrossKg(grossKg)
        .setGrossFine(random.nextInt(5) == 0 ? fine : null)
        .setTareKg(pick(null, 14_000))
        .setTareMode(pick(null, TareMode.NONE, TareMode.PRESET))
        .setLegalForTrade(random.nextInt(8) > 0)
        .setStable(random.nextInt(12) > 0)
        .setAlibiId(pick(null, "A-77"))
        .setManual(random.nextInt(10) == 0)
        .setOccupiedFrom(pick(null, from))
        .setOccupiedTo(pick(null, from.plusMillis(random.nextInt(-5_000, 90_000))))
        .build();
  }

  private SpecificRecord correction(List<SiteEvent> events) {
    if (events.isEmpty() || random.nextInt(12) == 0) {
      return correction(new EventName("/sites/lyon-1/terminals/nowhere", "lost"), null, null, null);
    }
    List<SiteEvent> corrections =
        events.stream().filter(event -> event.data() instanceof RecordCorrected).toList();
    SiteEvent target = pick(!corrections.isEmpty() && random.nextBoolean() ? corrections : events);
    EventName name = target.name();
    return switch (random.nextInt(8)) {
      case 0, 1 -> correction(name, null, null, null);
      case 2 -> correction(name, "com.sitehub.gate.entered.v1", "{}", null);
      case 3 -> correction(name, target.type().name(), "{\"unknown\":1}", null);
      default ->
          correction(
              name,
              target.type().name(),
              AvroToJson.text(replacement(target, events)),
              pick(null, target.time().plusMillis(random.nextInt(-3_600_000, 3_600_000))));
    };
  }

  /** Other data of the same type. */
  private SpecificRecord replacement(SiteEvent target, List<SiteEvent> events) {
    if (target.data() instanceof RecordCorrected correction) {
      SiteEvent first = pick(events);
      boolean retargeted = random.nextInt(5) == 0;
      EventName name =
          retargeted
              ? first.name()
              : new EventName(correction.getCorrectsSource(), correction.getCorrectsId());
      return correction(name, correction.getReplacementType(), correction.getReplacement(), null);
    }
    for (int i = 0; i < 200; i++) {
      SpecificRecord data = anything();
      if (data.getClass() == target.data().getClass()) {
        return data;
      }
    }
    return target.data();
  }

  private void cycle(String visitId, Instant start, List<SiteEvent> events) {
    EventName a = name();
    EventName b = name();
    events.add(event(a, visitId, time(start), correction(b, null, null, null)));
    events.add(event(b, visitId, time(start), correction(a, null, null, null)));
    events.add(event(visitId, time(start), correction(a, null, null, null)));
  }

  private static SpecificRecord correction(
      EventName target,
      @Nullable String type,
      @Nullable String replacement,
      @Nullable Instant time) {
    return RecordCorrected.newBuilder()
        .setCorrectsSource(target.source())
        .setCorrectsId(target.id())
        .setReason("noted wrongly")
        .setReplacementType(type)
        .setReplacement(replacement)
        .setReplacementTime(time)
        .build();
  }

  private SiteEvent event(String visitId, Instant time, SpecificRecord data) {
    return event(name(), visitId, time, data);
  }

  private SiteEvent event(EventName name, String visitId, Instant time, SpecificRecord data) {
    Long deviceSeq = random.nextBoolean() ? null : Long.valueOf(random.nextInt(3));
    return new SiteEvent(
        name, EventType.of(data), siteId, visitId, time, deviceSeq, null, null, null, data);
  }

  private EventName name() {
    // Ids do not follow the order of events.
    String id = Integer.toHexString(Integer.reverse(++nextId));
    return new EventName("/sites/" + siteId + "/terminals/" + pick(TERMINALS), id);
  }

  private static SiteEvent resent(SiteEvent event) {
    return new SiteEvent(
        event.name(),
        event.type(),
        event.siteId(),
        event.subject(),
        event.time(),
        event.deviceSeq(),
        event.actor(),
        event.causationId(),
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        event.data());
  }

  /** Within two hours; often equal to another, sometimes by less than a millisecond different. */
  private Instant time(Instant start) {
    return switch (random.nextInt(3)) {
      case 0 -> start.plusSeconds(600L * random.nextInt(12));
      case 1 -> start.plusSeconds(600L * random.nextInt(12)).plusNanos(random.nextInt(2_000_000));
      default -> start.plusMillis(random.nextInt(7_200_000));
    };
  }

  private String station() {
    return pick(List.of("silo-1", "silo-1", "bay-2"));
  }

  private VisitOutcome outcome() {
    return pick(known(VisitOutcome.values()));
  }

  private static List<WeighingPass> passes() {
    return known(WeighingPass.values());
  }

  /** All but UNSPECIFIED, which cannot be sent. */
  private static <E extends Enum<E>> List<E> known(E[] values) {
    return List.of(values).subList(1, values.length);
  }

  private <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  @SafeVarargs
  private <T> @Nullable T pick(@Nullable T... from) {
    return from[random.nextInt(from.length)];
  }
}
