package io.sitehub.site.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Bucket;
import io.sitehub.model.state.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Accumulators as a commutative group: they can be added in any order, and what was added can be
 * taken back. Every result is canonical (lists sorted, no zero in them), so equal sums have equal
 * bytes whatever the order of the operations that led to them.
 *
 * <p>Arguments are never changed and must not be changed afterwards: results may share their parts.
 */
public final class AccumulatorGroup {
  private static final Accumulator ZERO = new Accumulator(0L, 0L, List.of(), List.of());

  private AccumulatorGroup() {}

  /** The neutral element. */
  public static Accumulator zero() {
    return ZERO;
  }

  /** Whether nothing is left: a cell that holds this need not be kept. */
  public static boolean isZero(Accumulator a) {
    return a.getCount() == 0
        && a.getSum() == 0
        && a.getHistogram().isEmpty()
        && a.getChanges().isEmpty();
  }

  /** The sum of two accumulators. */
  public static Accumulator plus(Accumulator a, Accumulator b) {
    return new Accumulator(
        a.getCount() + b.getCount(),
        a.getSum() + b.getSum(),
        mergeBuckets(a.getHistogram(), b.getHistogram()),
        mergeChanges(a.getChanges(), b.getChanges()));
  }

  /** What added to {@code a} gives zero. */
  public static Accumulator negate(Accumulator a) {
    List<Bucket> histogram = a.getHistogram();
    List<Change> changes = a.getChanges();
    return new Accumulator(
        -a.getCount(),
        -a.getSum(),
        listOf(
            histogram.size(),
            i -> new Bucket(histogram.get(i).getIndex(), -histogram.get(i).getCount())),
        listOf(changes.size(), i -> new Change(changes.get(i).getAt(), -changes.get(i).getBy())));
  }

  /** What added to {@code b} gives {@code a}. */
  public static Accumulator minus(Accumulator a, Accumulator b) {
    return plus(a, negate(b));
  }

  /**
   * The accumulator of a single measurement.
   *
   * @param value in the KPI's base unit
   * @param times 1 to add the measurement, -1 to take it back
   * @param withChanges whether an occupancy keeps the instant: only in cells of 15 minutes
   */
  static Accumulator of(
      Aggregate aggregate, Instant at, long value, int times, boolean withChanges) {
    return switch (aggregate) {
      case DISTRIBUTION ->
          new Accumulator(
              (long) times,
              times * value,
              List.of(new Bucket(HistogramLayout.indexOf(value), (long) times)),
              List.of());
      case DEVIATION ->
          new Accumulator(
              (long) times,
              times * value,
              List.of(new Bucket(HistogramLayout.indexOf(Math.abs(value)), (long) times)),
              List.of());
      case UTILISATION ->
          throw new IllegalArgumentException("a utilisation is split over its windows");
      case TOTAL, RATIO -> new Accumulator((long) times, times * value, List.of(), List.of());
      case OCCUPANCY ->
          value == 0
              ? ZERO
              : new Accumulator(
                  0L,
                  times * value,
                  List.of(),
                  withChanges ? List.of(new Change(at, times * value)) : List.of());
    };
  }

  private static <T> List<T> listOf(int size, IntFunction<T> element) {
    if (size == 0) {
      return List.of();
    }
    List<T> list = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      list.add(element.apply(i));
    }
    return list;
  }

  private static List<Bucket> mergeBuckets(List<Bucket> a, List<Bucket> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    List<Bucket> merged = new ArrayList<>(a.size() + b.size());
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      Bucket x = a.get(i);
      Bucket y = b.get(j);
      if (x.getIndex() == y.getIndex()) {
        long count = x.getCount() + y.getCount();
        if (count != 0) {
          merged.add(new Bucket(x.getIndex(), count));
        }
        i++;
        j++;
      } else if (x.getIndex() < y.getIndex()) {
        merged.add(x);
        i++;
      } else {
        merged.add(y);
        j++;
      }
    }
    merged.addAll(a.subList(i, a.size()));
    merged.addAll(b.subList(j, b.size()));
    return merged;
  }

  private static List<Change> mergeChanges(List<Change> a, List<Change> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    List<Change> merged = new ArrayList<>(a.size() + b.size());
    int i = 0;
    int j = 0;
    while (i < a.size() && j < b.size()) {
      Change x = a.get(i);
      Change y = b.get(j);
      int order = x.getAt().compareTo(y.getAt());
      if (order == 0) {
        long by = x.getBy() + y.getBy();
        if (by != 0) {
          merged.add(new Change(x.getAt(), by));
        }
        i++;
        j++;
      } else if (order < 0) {
        merged.add(x);
        i++;
      } else {
        merged.add(y);
        j++;
      }
    }
    merged.addAll(a.subList(i, a.size()));
    merged.addAll(b.subList(j, b.size()));
    return merged;
  }
}
