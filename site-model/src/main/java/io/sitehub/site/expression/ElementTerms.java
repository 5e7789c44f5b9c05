package io.sitehub.site.expression;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import dev.cel.common.types.ListType;
import io.sitehub.model.json.EnumWords;
import io.sitehub.model.state.VisitRejection;
import io.sitehub.model.state.VisitWeighing;
import org.jspecify.annotations.Nullable;

/** The fields of what a visit consists of. */
final class ElementTerms {
  private ElementTerms() {}

  static Shape<VisitWeighing> weighing(String name) {
    long reads = VisitMask.of("weighings");
    return new Shape<VisitWeighing>(name)
        .with("at", TIMESTAMP, reads, "when it was recorded", VisitWeighing::getAt)
        .with("weighingId", STRING, reads, "its id", VisitWeighing::getWeighingId)
        .with(
            "pass",
            STRING,
            reads,
            "`first`, `second`, `check` or `reweigh`",
            w -> word(w.getPass()))
        .with("scaleId", STRING, reads, "the scale", VisitWeighing::getScaleId)
        .with("grossKg", DOUBLE, reads, "what stood on the scale", w -> kg(w.getGrossGrams()))
        .with("tareKg", DOUBLE, reads, "the tare it subtracted", w -> kg(w.getTareGrams()))
        .with("legalForTrade", BOOL, reads, "as the scale says", VisitWeighing::getLegalForTrade)
        .with("stable", BOOL, reads, "as the scale says", VisitWeighing::getStable)
        .with("manual", BOOL, reads, "whether it was typed in", VisitWeighing::getManual)
        .with("alibiId", STRING, reads, "the scale's own record", VisitWeighing::getAlibiId)
        .with(
            "axles",
            INT,
            reads,
            "how many axles were weighed one by one; 0: none",
            w -> (long) w.getAxles())
        .with(
            "occupiedFrom",
            TIMESTAMP,
            reads,
            "when the truck came to stand on the scale",
            VisitWeighing::getOccupiedFrom)
        .with(
            "occupiedTo", TIMESTAMP, reads, "when it left the scale", VisitWeighing::getOccupiedTo)
        .with(
            "role",
            STRING,
            reads,
            "`first`, `second` or `check`: what a reweigh stands in for",
            w -> word(w.getRole()))
        .with(
            "superseded",
            BOOL,
            reads,
            "whether another weighing stands in its place",
            VisitWeighing::getSuperseded);
  }

  static Shape<HandlingOfVisit> handling(String name) {
    long reads = VisitMask.of("handlings");
    return new Shape<HandlingOfVisit>(name)
        .with("stationId", STRING, reads, "the station", h -> h.handling().getStationId())
        .with("product", STRING, reads, "what was assigned", h -> h.handling().getProduct())
        .with(
            "setpointKg",
            DOUBLE,
            reads,
            "how much to handle",
            h -> kg(h.handling().getSetpointGrams()))
        .with(
            "deliveredKg",
            DOUBLE,
            reads,
            "what the station measured",
            h -> kg(h.handling().getDeliveredGrams()))
        .with(
            "handledKg",
            DOUBLE,
            reads | VisitMask.of("net"),
            "the visit's net weight where this is its only stay and there is one, else "
                + "`deliveredKg`",
            h -> kg(h.handledGrams()))
        .with("mode", STRING, reads, "`loading` or `unloading`", h -> word(h.handling().getMode()))
        .with("silo", STRING, reads, "the silo", h -> h.handling().getSilo())
        .with(
            "assignedAt",
            TIMESTAMP,
            reads,
            "when the truck was sent there",
            h -> h.handling().getAssignedAt())
        .with("startedAt", TIMESTAMP, reads, "when it began", h -> h.handling().getStartedAt())
        .with("completedAt", TIMESTAMP, reads, "when it ended", h -> h.handling().getCompletedAt())
        .with("lot", STRING, reads, "the lot", h -> h.handling().getLot())
        .with("seals", ListType.create(STRING), reads, "the seals", h -> h.handling().getSeals())
        .with(
            "endReason",
            STRING,
            reads,
            "`finished`, `stopped` or `fault`",
            h -> word(h.handling().getEndReason()));
  }

  static Shape<VisitRejection> rejection(String name) {
    long reads = VisitMask.of("rejections");
    return new Shape<VisitRejection>(name)
        .with("at", TIMESTAMP, reads, "when it was rejected", VisitRejection::getAt)
        .with("scaleId", STRING, reads, "the scale", VisitRejection::getScaleId)
        .with(
            "cause",
            STRING,
            reads,
            "`unstable`, `overload`, `off-platform`, `over-gvw` or `tare-deviation`",
            r -> word(r.getCause()));
  }

  /** Grams in kilograms. */
  static @Nullable Double kg(@Nullable Long grams) {
    return grams == null ? null : grams / 1000.0;
  }

  /** An enum as the word it is in JSON; absent when it is unspecified. */
  static @Nullable String word(@Nullable Enum<?> symbol) {
    return symbol == null || symbol.name().equals("UNSPECIFIED") ? null : EnumWords.word(symbol);
  }
}
