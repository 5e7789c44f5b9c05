package io.sitehub.cli.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What is in store for one truck, dealt before the day begins.
 *
 * @param ending how its visit ends
 * @param mistake what a terminal or a person gets wrong about it
 * @param quirks what else is out of the ordinary
 */
record Fate(Ending ending, Mistake mistake, List<Quirk> quirks) {

  /** How a visit ends. The rest of a day is {@link #COMPLETED}. */
  enum Ending {
    COMPLETED(0),
    DENIED(0.03),
    QUALITY_REJECTED(0.03),
    ABANDONED_OUTSIDE(0.015),
    ABANDONED_INSIDE(0.015),
    CANCELLED_BEFORE(0.02),
    CANCELLED_AT_GATE(0.01),
    NO_SHOW(0.04);

    private final double share;

    Ending(double share) {
      this.share = share;
    }
  }

  /** What is recorded wrongly, and put right later by a correction. */
  enum Mistake {
    NONE(0),
    /** The plate is misread. */
    PLATE(0.03),
    /** The second weight is wrong; the ticket gets a revision. */
    WEIGHT(0.02),
    /** The second weight is wrong, and so is the correction, which is corrected in its turn. */
    WEIGHT_TWICE(0.015),
    /** A right weight is corrected, and that correction is withdrawn. */
    WEIGHT_UNNEEDED(0.01),
    /** The guard notes the wrong time of exit. */
    EXIT_TIME(0.02),
    /** The guard's handheld is in a dead zone: the correction overtakes the event. */
    EXIT_TIME_EARLY(0.01),
    /** The office announces the wrong material. */
    MATERIAL(0.015),
    /** An exception is raised about the wrong truck, and withdrawn. */
    EXCEPTION(0.015),
    /** A weighing of another truck is booked on this one, and withdrawn. */
    WEIGHING(0.015);

    private final double share;

    Mistake(double share) {
      this.share = share;
    }
  }

  /** Other deviations; a truck may have several. */
  enum Quirk {
    UNANNOUNCED(0.08),
    ARRIVAL_UNSEEN(0.02),
    IDENTIFIED_BY_HAND(0.06),
    IDENTIFIED_TWICE(0.05),
    UNSTABLE(0.05),
    OVER_GVW(0.03),
    REWEIGHED_FIRST(0.02),
    REWEIGHED_SECOND(0.03),
    CHECKED(0.02),
    MANUAL_WEIGHT(0.03),
    EXCEPTION(0.04),
    SIDE_GATE(0.12);

    private final double share;

    Quirk(double share) {
      this.share = share;
    }
  }

  boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /**
   * Fates for {@code n} trucks: of each kind as many as its share says, at least one where there
   * are trucks enough, so that no kind is missing from a day.
   */
  static List<Fate> deal(int n, Dice dice) {
    List<Ending> endings = new ArrayList<>();
    for (Ending ending : Ending.values()) {
      add(endings, ending, ending.share, n);
    }
    fill(endings, Ending.COMPLETED, n, dice);

    int completed = Collections.frequency(endings, Ending.COMPLETED);
    List<Mistake> mistakes = new ArrayList<>();
    for (Mistake mistake : Mistake.values()) {
      add(mistakes, mistake, mistake.share, n);
    }
    fill(mistakes, Mistake.NONE, completed, dice);

    List<List<Boolean>> quirks = new ArrayList<>();
    for (Quirk quirk : Quirk.values()) {
      quirks.add(dice.deck(n, quirk.share));
    }

    List<Fate> fates = new ArrayList<>();
    int nextMistake = 0;
    for (int truck = 0; truck < n; truck++) {
      List<Quirk> own = new ArrayList<>();
      for (Quirk quirk : Quirk.values()) {
        if (quirks.get(quirk.ordinal()).get(truck)) {
          own.add(quirk);
        }
      }
      Ending ending = endings.get(truck);
      Mistake mistake = ending == Ending.COMPLETED ? mistakes.get(nextMistake++) : Mistake.NONE;
      fates.add(new Fate(ending, mistake, List.copyOf(own)));
    }
    return fates;
  }

  private static <T> void add(List<T> cards, T card, double share, int n) {
    if (share > 0) {
      cards.addAll(Collections.nCopies((int) Math.max(1, Math.round(share * n)), card));
    }
  }

  private static <T> void fill(List<T> cards, T usual, int n, Dice dice) {
    dice.shuffle(cards);
    while (cards.size() > n) {
      cards.removeLast();
    }
    while (cards.size() < n) {
      cards.add(usual);
    }
    dice.shuffle(cards);
  }
}
