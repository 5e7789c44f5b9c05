package io.sitehub.cli.oracle;

import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.FineWeight;
import io.sitehub.model.event.TareMode;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.state.EventRef;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.VisitWeighing;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The weighings of a truck, which of them count, and what they say together. */
final class WeighingsOfVisit {
  private static final long KILOGRAM = 1000;
  private static final BigDecimal GRAMS_OF_A_POUND = new BigDecimal("453.59237");

  private final List<VisitWeighing> weighings = new ArrayList<>();
  private final SortedSet<String> findings = new TreeSet<>();

  /** Takes in the next weighing. */
  void take(EventName event, Instant at, WeighingRecorded data) {
    VisitWeighing weighing = new VisitWeighing();
    weighing.setEvent(new EventRef(event.source(), event.id()));
    weighing.setAt(at);
    weighing.setWeighingId(data.getWeighingId());
    weighing.setPass(data.getPass());
    weighing.setScaleId(data.getScaleId());
    weighing.setGrossGrams(gross(data));
    if (data.getTareMode() != TareMode.NONE) {
      weighing.setTareGrams(VisitReplay.grams(data.getTareKg()));
    }
    weighing.setLegalForTrade(data.getLegalForTrade());
    weighing.setStable(data.getStable());
    weighing.setManual(data.getManual());
    weighing.setAlibiId(data.getAlibiId());
    weighing.setAxles(data.getAxleKg().size());
    weighing.setOccupiedFrom(data.getOccupiedFrom());
    weighing.setOccupiedTo(data.getOccupiedTo());
    weighing.setRole(role(data.getPass()));
    if (data.getOccupiedFrom() != null
        && data.getOccupiedTo() != null
        && data.getOccupiedTo().isBefore(data.getOccupiedFrom())) {
      findings.add("scale-times-reversed");
    }
    weighings.add(weighing);
  }

  private long gross(WeighingRecorded data) {
    long coarse = data.getGrossKg() * KILOGRAM;
    FineWeight fine = data.getGrossFine();
    if (fine == null) {
      return coarse;
    }
    BigDecimal unit =
        switch (fine.getUnit()) {
          case G -> BigDecimal.ONE;
          case KG -> BigDecimal.valueOf(1_000);
          case T -> BigDecimal.valueOf(1_000_000);
          case LB -> GRAMS_OF_A_POUND;
          case UNSPECIFIED -> throw new IllegalStateException("a weight without a unit");
        };
    long grams = fine.getValue().multiply(unit).setScale(0, RoundingMode.HALF_UP).longValueExact();
    if (Math.abs(grams - coarse) > KILOGRAM) {
      findings.add("weight-mismatch");
    }
    return grams;
  }

  private WeighingPass role(WeighingPass pass) {
    if (pass != WeighingPass.REWEIGH) {
      return pass;
    }
    for (VisitWeighing before : weighings.reversed()) {
      if (before.getRole() != WeighingPass.CHECK) {
        return before.getRole();
      }
    }
    findings.add("reweigh-without-weighing");
    return WeighingPass.FIRST;
  }

  /** All of them; those in whose place another one stands say so. */
  List<VisitWeighing> all() {
    for (VisitWeighing weighing : weighings) {
      weighing.setSuperseded(
          weighing.getRole() != WeighingPass.CHECK
              && counting(weighing.getRole()).orElseThrow() != weighing);
    }
    return weighings;
  }

  /** Whether there is one of a role. */
  boolean has(WeighingPass role) {
    return counting(role).isPresent();
  }

  /** What the two that count say together, if the instruments vouch for both. */
  @Nullable NetWeight net() {
    Optional<VisitWeighing> first = counting(WeighingPass.FIRST);
    Optional<VisitWeighing> second = counting(WeighingPass.SECOND);
    if (first.isEmpty()
        || second.isEmpty()
        || !isVouchedFor(first.get())
        || !isVouchedFor(second.get())) {
      return null;
    }
    long in = first.get().getGrossGrams();
    long out = second.get().getGrossGrams();
    return new NetWeight(
        Math.max(in, out),
        Math.min(in, out),
        Math.abs(in - out),
        in == out ? Direction.UNSPECIFIED : in > out ? Direction.INBOUND : Direction.OUTBOUND,
        indexOf(first.get()),
        indexOf(second.get()),
        second.get().getAt());
  }

  /** Codes of what was wrong. */
  SortedSet<String> findings() {
    SortedSet<String> all = new TreeSet<>(findings);
    if (saidToBe(WeighingPass.FIRST) > 1) {
      all.add("two-first-weighings");
    }
    if (saidToBe(WeighingPass.SECOND) > 1) {
      all.add("two-second-weighings");
    }
    Optional<VisitWeighing> first = counting(WeighingPass.FIRST);
    Optional<VisitWeighing> second = counting(WeighingPass.SECOND);
    if (first.filter(w -> !isVouchedFor(w)).isPresent()
        || second.filter(w -> !isVouchedFor(w)).isPresent()) {
      all.add("weighing-not-legal");
    }
    if (second.isPresent() && first.isEmpty()) {
      all.add("second-without-first");
    }
    if (second.isPresent() && first.isPresent() && indexOf(second.get()) < indexOf(first.get())) {
      all.add("second-before-first");
    }
    return all;
  }

  private long saidToBe(WeighingPass pass) {
    return weighings.stream().filter(w -> w.getPass() == pass && isVouchedFor(w)).count();
  }

  private Optional<VisitWeighing> counting(WeighingPass role) {
    VisitWeighing counting = null;
    for (VisitWeighing weighing : weighings) {
      boolean mayReplace = counting == null || isVouchedFor(weighing) || !isVouchedFor(counting);
      if (weighing.getRole() == role && mayReplace) {
        counting = weighing;
      }
    }
    return Optional.ofNullable(counting);
  }

  private int indexOf(VisitWeighing wanted) {
    for (int i = 0; i < weighings.size(); i++) {
      if (weighings.get(i) == wanted) {
        return i;
      }
    }
    throw new IllegalStateException("not of this visit: " + Objects.toString(wanted));
  }

  /** Whether the instrument vouches for it: legal for trade, and it stood still. */
  private static boolean isVouchedFor(VisitWeighing weighing) {
    return weighing.getLegalForTrade() && weighing.getStable();
  }
}
