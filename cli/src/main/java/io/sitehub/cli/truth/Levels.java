package io.sitehub.cli.truth;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many are somewhere, as they come and go: the level at the end of a window, its mean over time
 * and its maximum. Every window has one.
 *
 * @param changes in any order, those before the window included
 */
record Levels(List<Figure> changes) implements Reckoning {

  @Override
  public Optional<ExpectedValue> over(Window window) {
    long level = levelAt(window.from());
    long maximum = level;
    double levelMs = 0;
    Instant since = window.from();
    for (Map.Entry<Instant, Long> change : byInstant().entrySet()) {
      Instant at = change.getKey();
      if (at.isAfter(window.from()) && at.isBefore(window.to())) {
        levelMs += (double) level * Duration.between(since, at).toMillis();
        level += change.getValue();
        maximum = Math.max(maximum, level);
        since = at;
      }
    }
    levelMs += (double) level * Duration.between(since, window.to()).toMillis();
    Map<String, ExpectedMeasure> measures = new LinkedHashMap<>();
    measures.put("now", ExpectedMeasure.exactly((double) level));
    measures.put("mean", ExpectedMeasure.exactly(levelMs / window.ms()));
    measures.put("maximum", ExpectedMeasure.exactly((double) maximum));
    return Optional.of(new ExpectedValue(0, measures));
  }

  /** Whether anybody was there at some time of it, or came or went. */
  boolean touch(Window window) {
    return levelAt(window.from()) != 0
        || changes.stream().anyMatch(change -> window.holds(change.at()));
  }

  private long levelAt(Instant instant) {
    return changes.stream()
        .filter(change -> !change.at().isAfter(instant))
        .mapToLong(Figure::value)
        .sum();
  }

  /** One who leaves and one who comes at the same instant are never there together. */
  private TreeMap<Instant, Long> byInstant() {
    TreeMap<Instant, Long> byInstant = new TreeMap<>();
    changes.forEach(change -> byInstant.merge(change.at(), change.value(), Long::sum));
    return byInstant;
  }
}
