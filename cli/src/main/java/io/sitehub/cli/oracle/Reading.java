package io.sitehub.cli.oracle;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that a KPI measures in one visit. */
public sealed interface Reading {

  /** Name of the KPI. */
  String kpi();

  /** Values of its dimensions, in the order of its definition; "" where unknown. */
  List<String> dimensions();

  /**
   * A duration that counts from 0: the KPI shows its mean and percentiles.
   *
   * @param at when what is measured was complete
   * @param value in milliseconds
   */
  record Spread(String kpi, List<String> dimensions, Instant at, long value) implements Reading {}

  /**
   * Something counted and summed; of a ratio 1 where it is true, else 0.
   *
   * @param at when it counts
   * @param value in the KPI's base unit
   */
  record Sum(String kpi, List<String> dimensions, Instant at, long value) implements Reading {}

  /**
   * A truck that is there.
   *
   * @param from from when on
   * @param until until when; null: it still is
   */
  record Stay(String kpi, List<String> dimensions, Instant from, @Nullable Instant until)
      implements Reading {}

  /**
   * By how much something misses what it should be: the KPI shows the mean, and percentiles of how
   * large it is.
   *
   * @param at when it counts
   * @param part as a part of what it should be; negative: less
   */
  record Deviation(String kpi, List<String> dimensions, Instant at, double part)
      implements Reading {}

  /**
   * Time in which something was taken.
   *
   * @param from from when on
   * @param until until when
   */
  record Taken(String kpi, List<String> dimensions, Instant from, Instant until)
      implements Reading {}
}
