package io.sitehub.processors.visit;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.TareMode;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.event.WeightUnit;
import io.sitehub.model.state.EventRef;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.VisitWeighing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weighings of a visit: which of them make the ticket.
 *
 * <p>For each of the two roles, first and second, the last weighing counts; one the instrument does
 * not vouch for (not legal for trade, or not stable) never takes the place of one it vouches for. A
 * reweigh has the role of the last weighing before it, of a first one if there is none.
 */
final class Weighings {
  private static final BigDecimal GRAMS_PER_POUND = new BigDecimal("453.59237");

  private Weighings() {}

  static VisitWeighing of(SiteEvent event, WeighingRecorded recorded) {
    VisitWeighing weighing = new VisitWeighing();
    weighing.setEvent(new EventRef(event.name().source(), event.name().id()));
    weighing.setAt(event.time());
    weighing.setWeighingId(recorded.getWeighingId());
    weighing.setPass(recorded.getPass());
    weighing.setScaleId(recorded.getScaleId());
    weighing.setGrossGrams(grossGrams(recorded));
    weighing.setTareGrams(
        recorded.getTareKg() == null || recorded.getTareMode() == TareMode.NONE
            ? null
            : Long.valueOf(recorded.getTareKg() * 1_000L));
    weighing.setLegalForTrade(recorded.getLegalForTrade());
    weighing.setStable(recorded.getStable());
    weighing.setManual(recorded.getManual());
    weighing.setAlibiId(recorded.getAlibiId());
    weighing.setAxles(recorded.getAxleKg().size());
    weighing.setOccupiedFrom(Draft.ms(recorded.getOccupiedFrom()));
    weighing.setOccupiedTo(Draft.ms(recorded.getOccupiedTo()));
    weighing.setRole(WeighingPass.CHECK);
    weighing.setSuperseded(false);
    return weighing;
  }

  /** At the instrument's own resolution where that is finer than a kilogram. */
  private static long grossGrams(WeighingRecorded recorded) {
    Long fine = fineGrams(recorded);
    return fine == null ? recorded.getGrossKg() * 1_000L : fine;
  }

  /** Whether the two statements of the gross weight differ by more than a kilogram. */
  static boolean contradictsItself(WeighingRecorded recorded) {
    Long fine = fineGrams(recorded);
    return fine != null && Math.abs(fine - recorded.getGrossKg() * 1_000L) > 1_000;
  }

  private static @Nullable Long fineGrams(WeighingRecorded recorded) {
    if (recorded.getGrossFine() == null
        || recorded.getGrossFine().getUnit() == WeightUnit.UNSPECIFIED) {
      return null;
    }
    BigDecimal gramsPerUnit =
        switch (recorded.getGrossFine().getUnit()) {
          case G, UNSPECIFIED -> BigDecimal.ONE;
          case KG -> BigDecimal.valueOf(1_000);
          case T -> BigDecimal.valueOf(1_000_000);
          case LB -> GRAMS_PER_POUND;
        };
    return recorded
        .getGrossFine()
        .getValue()
        .multiply(gramsPerUnit)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }

  /** Whether the instrument vouches for the weighing. */
  static boolean isLegal(VisitWeighing weighing) {
    return weighing.getLegalForTrade() && weighing.getStable();
  }

  /** The same weighings, in order, with their roles given. */
  static List<VisitWeighing> assign(List<VisitWeighing> inOrder) {
    List<VisitWeighing> assigned = new ArrayList<>(inOrder.size());
    VisitWeighing first = null;
    VisitWeighing second = null;
    WeighingPass lastRole = WeighingPass.FIRST;
    for (VisitWeighing before : inOrder) {
      VisitWeighing weighing = Draft.copy(before, new VisitWeighing());
      WeighingPass role =
          switch (weighing.getPass()) {
            case FIRST, SECOND -> weighing.getPass();
            case REWEIGH -> lastRole;
            case CHECK, UNSPECIFIED -> WeighingPass.CHECK;
          };
      weighing.setRole(role);
      weighing.setSuperseded(false);
      switch (role) {
        case FIRST -> first = standIn(first, weighing);
        case SECOND -> second = standIn(second, weighing);
        default -> {}
      }
      if (role != WeighingPass.CHECK) {
        lastRole = role;
      }
      assigned.add(weighing);
    }
    return assigned;
  }

  /** Which of two weighings of one role counts; the other is superseded. */
  private static VisitWeighing standIn(@Nullable VisitWeighing earlier, VisitWeighing later) {
    if (earlier == null) {
      return later;
    }
    boolean keep = isLegal(earlier) && !isLegal(later);
    earlier.setSuperseded(!keep);
    later.setSuperseded(keep);
    return keep ? earlier : later;
  }

  /** Position of the weighing that counts for a role, or -1. */
  static int indexOf(WeighingPass role, List<VisitWeighing> assigned) {
    for (int i = 0; i < assigned.size(); i++) {
      VisitWeighing weighing = assigned.get(i);
      if (weighing.getRole() == role && !weighing.getSuperseded()) {
        return i;
      }
    }
    return -1;
  }

  /** What the two weighings that count say, if the instruments vouch for both. */
  static @Nullable NetWeight net(List<VisitWeighing> assigned) {
    int firstIndex = indexOf(WeighingPass.FIRST, assigned);
    int secondIndex = indexOf(WeighingPass.SECOND, assigned);
    if (firstIndex < 0
        || secondIndex < 0
        || !isLegal(assigned.get(firstIndex))
        || !isLegal(assigned.get(secondIndex))) {
      return null;
    }
    long first = assigned.get(firstIndex).getGrossGrams();
    long second = assigned.get(secondIndex).getGrossGrams();
    Direction direction =
        first == second
            ? Direction.UNSPECIFIED
            : first > second ? Direction.INBOUND : Direction.OUTBOUND;
    Instant at = assigned.get(secondIndex).getAt();
    return new NetWeight(
        Math.max(first, second),
        Math.min(first, second),
        Math.abs(first - second),
        direction,
        firstIndex,
        secondIndex,
        at);
  }
}
