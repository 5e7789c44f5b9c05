package io.sitehub.site.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DURATION;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;
import static io.sitehub.site.expression.ElementTerms.kg;
import static io.sitehub.site.expression.ElementTerms.word;

import com.google.common.collect.Lists;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.StructTypeReference;
import io.sitehub.model.event.Direction;
import io.sitehub.model.json.EnumWords;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitWeighing;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The fields of a visit that expressions can speak of. No field names a person. */
final class VisitTerms {
  private VisitTerms() {}

  static Shape<Visit> visit(String name) {
    Shape<Visit> shape = new Shape<>(name);
    who(shape);
    when(shape);
    where(shape);
    weights(shape);
    parts(shape);
    history(shape);
    return shape;
  }

  private static void who(Shape<Visit> shape) {
    plain(shape, "siteId", STRING, "the site", Visit::getSiteId);
    plain(shape, "visitId", STRING, "the visit", Visit::getVisitId);
    plain(
        shape,
        "state",
        STRING,
        "how far it has come: `announced`, `arrived`, `queued`, `called`, `on-site`, `weighed-in`,"
            + " `at-station`, `handled`, `weighed-out`, `departed`, `closed`, or `refused`,"
            + " `cancelled`, `no-show`, `abandoned`",
        v -> word(v.getState()));
    plain(
        shape,
        "outcome",
        STRING,
        "`completed`, `refused`, `cancelled`, `no-show` or `abandoned`",
        v -> word(v.getOutcome()));
    plain(shape, "outcomeReason", STRING, "why", Visit::getOutcomeReason);
    plain(shape, "orderId", STRING, "the order", Visit::getOrderId);
    plain(shape, "carrier", STRING, "the carrier", Visit::getCarrier);
    plain(shape, "material", STRING, "the material", Visit::getMaterial);
    shape.with(
        "direction",
        STRING,
        VisitMask.of("direction", "net"),
        "`inbound` or `outbound`: as announced, else as the weights say",
        VisitTerms::direction);
    plain(shape, "plannedPlate", STRING, "the plate announced", Visit::getPlannedPlate);
    plain(shape, "tractorPlate", STRING, "the plate seen", Visit::getTractorPlate);
    plain(shape, "trailerPlate", STRING, "the trailer's plate", Visit::getTrailerPlate);
    plain(
        shape,
        "identifiedBy",
        STRING,
        "`anpr`, `rfid`, `qr`, `badge` or `manual`",
        v -> word(v.getIdentifiedBy()));
    plain(shape, "accessGranted", BOOL, "the last decision", Visit::getAccessGranted);
    plain(shape, "accessReason", STRING, "its reason", Visit::getAccessReason);
  }

  private static void when(Shape<Visit> shape) {
    time(shape, "slotStart", "start of the slot booked", Visit::getSlotStart);
    time(shape, "slotEnd", "end of the slot booked", Visit::getSlotEnd);
    time(
        shape,
        "announcedAt",
        "the first `visit.announced`, or the booking if it is earlier",
        Visit::getAnnouncedAt);
    time(shape, "arrivedAt", "the first `visit.arrived`", Visit::getArrivedAt);
    time(shape, "queuedAt", "the last `queue.joined`", Visit::getQueuedAt);
    time(shape, "calledAt", "the last `queue.called`", Visit::getCalledAt);
    time(shape, "enteredAt", "the first `gate.entered`", Visit::getEnteredAt);
    time(
        shape,
        "exitedAt",
        "the last `gate.exited`; absent while the truck is in again",
        Visit::getExitedAt);
    time(shape, "closedAt", "the last `visit.closed`", Visit::getClosedAt);
    time(shape, "callExpiresAt", "when the call expires", Visit::getCallExpiresAt);
    shape.with(
        "queueLeftAt",
        TIMESTAMP,
        VisitMask.of("queuedAt", "calledAt", "enteredAt", "closedAt"),
        "the first of calledAt, enteredAt and closedAt that is not before queuedAt",
        VisitTerms::queueLeftAt);
    time(shape, "firstEventAt", "the earliest event", Visit::getFirstEventAt);
    time(shape, "lastEventAt", "the latest event", Visit::getLastEventAt);
  }

  private static void where(Shape<Visit> shape) {
    plain(shape, "lane", STRING, "the lane", Visit::getLane);
    plain(shape, "queueId", STRING, "the queue", Visit::getQueueId);
    plain(
        shape, "queuePriority", INT, "higher is called earlier", v -> (long) v.getQueuePriority());
    plain(shape, "calledStation", STRING, "the station it was called to", Visit::getCalledStation);
    plain(shape, "entryGate", STRING, "the gate it entered by", Visit::getEntryGate);
    plain(shape, "exitGate", STRING, "the gate it left by", Visit::getExitGate);
  }

  private static void weights(Shape<Visit> shape) {
    shape.with(
        "plannedKg",
        DOUBLE,
        VisitMask.of("plannedGrams"),
        "the net weight announced",
        v -> kg(v.getPlannedGrams()));
    shape.with(
        "shippedKg",
        DOUBLE,
        VisitMask.of("shippedGrams"),
        "the net weight the site it comes from weighed",
        v -> kg(v.getShippedGrams()));
    net(shape, "netKg", DOUBLE, "what the two weighings say", n -> kg(n.getNetGrams()));
    net(shape, "grossKg", DOUBLE, "the heavier of the two", n -> kg(n.getGrossGrams()));
    net(shape, "tareKg", DOUBLE, "the lighter of the two", n -> kg(n.getTareGrams()));
    net(shape, "netAt", TIMESTAMP, "when the second was recorded", NetWeight::getAt);
    shape.with(
        "deductionKg",
        DOUBLE,
        VisitMask.of("deductionGrams"),
        "what quality takes off",
        v -> kg(v.getDeductionGrams()));
  }

  private static void parts(Shape<Visit> shape) {
    shape.with(
        "weighings",
        ListType.create(StructTypeReference.create("Weighing")),
        VisitMask.of("weighings"),
        "every weighing recorded",
        v -> Lists.transform(v.getWeighings(), w -> new View<>(Vocabulary.WEIGHING, w)));
    shape.with(
        "rejections",
        ListType.create(StructTypeReference.create("Rejection")),
        VisitMask.of("rejections"),
        "every weighing rejected",
        v -> Lists.transform(v.getRejections(), r -> new View<>(Vocabulary.REJECTION, r)));
    shape.with(
        "handlings",
        ListType.create(StructTypeReference.create("Handling")),
        VisitMask.of("handlings", "net"),
        "every stay at a station",
        v ->
            Lists.transform(
                v.getHandlings(), h -> new View<>(Vocabulary.HANDLING, new HandlingOfVisit(v, h))));
    shape.with(
        "serviceTime",
        DURATION,
        VisitMask.of("handlings"),
        "from start to end of all stays at stations that say both in that order, added up",
        VisitTerms::serviceTime);
    shape.with(
        "scaleTime",
        DURATION,
        VisitMask.of("weighings"),
        "from occupiedFrom to occupiedTo of all weighings that say both in that order, added up",
        VisitTerms::scaleTime);
    plain(shape, "samples", ListType.create(STRING), "ids of the samples", Visit::getSamples);
    plain(
        shape,
        "qualityVerdict",
        STRING,
        "`accepted`, `accepted-with-deduction` or `rejected`",
        v -> word(v.getQualityVerdict()));
  }

  private static void history(Shape<Visit> shape) {
    plain(
        shape,
        "exceptions",
        ListType.create(STRING),
        "kinds of the exceptions raised: `overweight`, `wrong-product`, `dispute`, `damage`,"
            + " `safety`, `contamination`, `other`",
        v -> v.getExceptions().stream().map(e -> EnumWords.word(e.getKind())).toList());
    plain(
        shape,
        "findings",
        ListType.create(STRING),
        "codes of docs/visits.md, such as `closed-without-exit`",
        v -> v.getFindings().stream().map(Finding::getCode).toList());
    shape.with(
        "corrected",
        BOOL,
        VisitMask.of("correctedEvents"),
        "whether a correction is in effect",
        v -> v.getCorrectedEvents() > 0);
    plain(
        shape,
        "correctedEvents",
        INT,
        "how many events are corrected",
        v -> (long) v.getCorrectedEvents());
    plain(shape, "eventCount", INT, "how many events there are", v -> (long) v.getEventCount());
  }

  private static void plain(
      Shape<Visit> shape,
      String field,
      CelType type,
      String meaning,
      Function<Visit, @Nullable Object> value) {
    shape.with(field, type, VisitMask.of(field), meaning, value);
  }

  private static void time(
      Shape<Visit> shape, String field, String meaning, Function<Visit, @Nullable Instant> value) {
    shape.with(field, TIMESTAMP, VisitMask.of(field), meaning, value::apply);
  }

  private static void net(
      Shape<Visit> shape,
      String field,
      CelType type,
      String meaning,
      Function<NetWeight, @Nullable Object> value) {
    shape.with(
        field,
        type,
        VisitMask.of("net"),
        meaning,
        v -> v.getNet() == null ? null : value.apply(v.getNet()));
  }

  private static @Nullable String direction(Visit visit) {
    Direction announced = visit.getDirection();
    if (announced != null && announced != Direction.UNSPECIFIED) {
      return word(announced);
    }
    return visit.getNet() == null ? null : word(visit.getNet().getDirection());
  }

  private static @Nullable Instant queueLeftAt(Visit visit) {
    Instant queued = visit.getQueuedAt();
    if (queued == null) {
      return null;
    }
    Instant left = null;
    left = firstSince(queued, left, visit.getCalledAt());
    left = firstSince(queued, left, visit.getEnteredAt());
    return firstSince(queued, left, visit.getClosedAt());
  }

  private static @Nullable Instant firstSince(
      Instant since, @Nullable Instant first, @Nullable Instant other) {
    if (other == null || other.isBefore(since)) {
      return first;
    }
    return first == null || other.isBefore(first) ? other : first;
  }

  private static Duration serviceTime(Visit visit) {
    long ms = 0;
    for (VisitHandling handling : visit.getHandlings()) {
      ms += span(handling.getStartedAt(), handling.getCompletedAt());
    }
    return Duration.ofMillis(ms);
  }

  private static Duration scaleTime(Visit visit) {
    long ms = 0;
    for (VisitWeighing weighing : visit.getWeighings()) {
      ms += span(weighing.getOccupiedFrom(), weighing.getOccupiedTo());
    }
    return Duration.ofMillis(ms);
  }

  private static long span(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null || to.isBefore(from)
        ? 0
        : Duration.between(from, to).toMillis();
  }
}
