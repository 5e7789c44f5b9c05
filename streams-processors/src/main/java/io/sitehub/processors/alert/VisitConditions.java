package io.sitehub.processors.alert;

import static io.sitehub.processors.alert.AlertKind.NET_DEVIATION;
import static io.sitehub.processors.alert.AlertKind.OVERSTAY;
import static io.sitehub.processors.alert.AlertKind.OVERWEIGHT;
import static io.sitehub.processors.alert.AlertKind.QUEUE_WAIT;
import static io.sitehub.processors.alert.AlertKind.TARE_DEVIATION;

import io.sitehub.model.state.GrossLimit;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitWeighing;
import io.sitehub.site.config.SiteHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong with a visit: a function of the visit, what its vehicle weighed empty before,
 * the site's settings and the time.
 */
public final class VisitConditions {

  /** Of fewer earlier tares nothing is concluded: one of them may be the wrong one. */
  static final int MIN_TARES = 3;

  /**
   * A truck whose events come late, all at once, is still on site until the last of them is there:
   * it is waited for so long without a word before a limit that is over counts.
   */
  public static final Duration STORY_TOLD = Duration.ofMinutes(1);

  private static final long GRAMS_PER_KG = 1_000;

  private VisitConditions() {}

  /**
   * The alerts about a visit.
   *
   * @param heardAt when its newest event was written to the log
   * @param stood whether an alert of a kind stands already
   * @param tares tares of the vehicle before this visit, in grams, in any order
   */
  public static Assessment assess(
      Visit visit,
      Instant heardAt,
      Predicate<AlertKind> stood,
      List<Long> tares,
      SiteHistory settings,
      Instant now) {
    Assessment assessment = new Assessment(now);
    Instant told = heardAt.plus(STORY_TOLD);
    if (isOver(visit)) {
      return assessment;
    }
    Instant enteredAt = visit.getEnteredAt();
    Instant queuedAt = visit.getQueuedAt();
    if (visit.getExitedAt() == null) {
      if (enteredAt != null) {
        int minutes = settings.at(enteredAt).getOverstayMinutes();
        Instant due = enteredAt.plus(Duration.ofMinutes(minutes));
        assessment.standFrom(
            stood.test(OVERSTAY) ? due : later(due, told),
            OVERSTAY,
            "On site for more than " + minutes + " minutes.");
      } else if (queuedAt != null && visit.getCalledAt() == null) {
        int minutes = settings.at(queuedAt).getMaxQueueMinutes();
        Instant due = queuedAt.plus(Duration.ofMinutes(minutes));
        assessment.standFrom(
            stood.test(QUEUE_WAIT) ? due : later(due, told),
            QUEUE_WAIT,
            "In the queue and not called for more than " + minutes + " minutes.");
      }
      overweight(visit, settings, assessment);
    }
    NetWeight net = visit.getNet();
    if (net != null) {
      SiteConfig limits = settings.at(net.getAt());
      tare(net, tares, limits.getTareToleranceKg(), assessment);
      net(visit, net, limits.getNetTolerancePermille(), assessment);
    }
    return assessment;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  /** Whether nothing more is to come of it: its alerts then clear. */
  static boolean isOver(Visit visit) {
    return visit.getClosedAt() != null
        || switch (visit.getState()) {
          case CLOSED, REFUSED, CANCELLED, NO_SHOW, ABANDONED -> true;
          default -> false;
        };
  }

  /** By the last legal weighing: a truck that was too heavy may have taken something off. */
  private static void overweight(Visit visit, SiteHistory settings, Assessment assessment) {
    VisitWeighing last = null;
    for (VisitWeighing weighing : visit.getWeighings()) {
      if (weighing.getLegalForTrade()
          && !weighing.getSuperseded()
          && (last == null || !weighing.getAt().isBefore(last.getAt()))) {
        last = weighing;
      }
    }
    if (last == null) {
      return;
    }
    long maxKg = maxGrossKg(last.getAxles(), settings.at(last.getAt()));
    if (last.getGrossGrams() > maxKg * GRAMS_PER_KG) {
      assessment.stand(
          OVERWEIGHT,
          "Weighed %s kg on scale %s, and may weigh %d kg."
              .formatted(kg(last.getGrossGrams()), last.getScaleId(), maxKg));
    }
  }

  private static long maxGrossKg(int axles, SiteConfig config) {
    for (GrossLimit limit : config.getGrossLimits()) {
      if (limit.getAxles() == axles) {
        return limit.getMaxKg();
      }
    }
    return config.getMaxGrossKg();
  }

  private static void tare(
      NetWeight net, List<Long> tares, int toleranceKg, Assessment assessment) {
    Long median = median(tares);
    if (median != null
        && Math.abs(net.getTareGrams() - median) > (long) toleranceKg * GRAMS_PER_KG) {
      assessment.stand(
          TARE_DEVIATION,
          "Weighed %s kg empty; the median of its last %d tares is %s kg."
              .formatted(kg(net.getTareGrams()), tares.size(), kg(median)));
    }
  }

  /** The middle one, the mean of the two in the middle; null if there are too few. */
  private static @Nullable Long median(List<Long> tares) {
    if (tares.size() < MIN_TARES) {
      return null;
    }
    List<Long> sorted = tares.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (Long) ((sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  private static void net(Visit visit, NetWeight net, int permille, Assessment assessment) {
    Long delivered = delivered(visit);
    Long shipped = visit.getShippedGrams();
    if (delivered != null && differs(net.getNetGrams(), delivered, permille)) {
      assessment.stand(
          NET_DEVIATION,
          "The scales say %s kg net, the stations %s kg."
              .formatted(kg(net.getNetGrams()), kg(delivered)));
    } else if (shipped != null && differs(net.getNetGrams(), shipped, permille)) {
      assessment.stand(
          NET_DEVIATION,
          "The scales say %s kg net, the site it comes from %s kg."
              .formatted(kg(net.getNetGrams()), kg(shipped)));
    }
  }

  /** What all stations measured together; null unless every one of them that handled it did. */
  private static @Nullable Long delivered(Visit visit) {
    long sum = 0;
    boolean measured = false;
    for (VisitHandling handling : visit.getHandlings()) {
      Long grams = handling.getDeliveredGrams();
      if (grams != null) {
        sum += grams;
        measured = true;
      } else if (handling.getStartedAt() != null || handling.getCompletedAt() != null) {
        return null;
      }
    }
    return measured ? (Long) sum : null;
  }

  private static boolean differs(long grams, long reference, int permille) {
    return Math.abs(grams - reference) * 1_000.0 > (double) permille * reference;
  }

  private static String kg(long grams) {
    return grams % GRAMS_PER_KG == 0
        ? Long.toString(grams / GRAMS_PER_KG)
        : String.format(Locale.ROOT, "%.3f", grams / 1e3);
  }
}
