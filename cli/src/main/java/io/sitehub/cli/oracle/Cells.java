package io.sitehub.cli.oracle;

import io.sitehub.model.state.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers readings by KPI, window and dimensions, as docs/kpis.md says they are kept. */
public final class Cells {
  private static final long QUARTER_MS = Duration.ofMinutes(15).toMillis();

  private static final double MILLION = 1e6;

  private final ZoneId zone;
  private final SortedMap<Key, Content> cells = new TreeMap<>();

  private Cells(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * What a cell is of.
   *
   * @param kpi name of the KPI
   * @param granularity length of its window
   * @param windowStart where its window starts
   * @param dimensions values of the KPI's dimensions
   */
  public record Key(
      String kpi, Granularity granularity, Instant windowStart, List<String> dimensions)
      implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::kpi)
            .thenComparing(Key::granularity)
            .thenComparing(Key::windowStart)
            .thenComparing(key -> key.dimensions().toString());

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** What is in a cell. */
  public static final class Content {
    private long count;
    private long sum;
    private boolean isRounded;
    private final List<Long> values = new ArrayList<>();
    private final SortedMap<Instant, Long> changes = new TreeMap<>();

    /** How many readings; none of an occupancy. Time taken is counted where it begins. */
    public long count() {
      return count;
    }

    /** Their sum: milliseconds, grams, millionths; of an occupancy that of its changes. */
    public long sum() {
      return sum;
    }

    /** The durations, or how large the deviations are in millionths; sorted. */
    public List<Long> values() {
      Collections.sort(values);
      return values;
    }

    /** Whether each reading was rounded, to a millionth, so that another may have it one off. */
    public boolean isRounded() {
      return isRounded;
    }

    /** The changes of an occupancy, none that is zero; of a quarter of an hour only. */
    public SortedMap<Instant, Long> changes() {
      return changes;
    }

    private boolean isEmpty() {
      return count == 0 && sum == 0 && changes.isEmpty();
    }

    private void change(Instant at, long by, boolean keepInstant) {
      sum += by;
      if (keepInstant) {
        changes.merge(at, by, (a, b) -> a + b == 0 ? null : a + b);
      }
    }
  }

  /** The cells of a site, none that holds nothing. */
  public static SortedMap<Key, Content> of(SiteOracle.Site site) {
    Cells cells = new Cells(site.zone());
    site.readings().forEach(cells::take);
    cells.cells.values().removeIf(Content::isEmpty);
    return cells.cells;
  }

  private void take(Reading reading) {
    for (Granularity granularity : List.of(Granularity.QUARTER_HOUR, Granularity.DAY)) {
      boolean quarter = granularity == Granularity.QUARTER_HOUR;
      switch (reading) {
        case Reading.Spread spread -> {
          Content content = cell(reading, granularity, spread.at());
          content.count++;
          content.sum += spread.value();
          content.values.add(spread.value());
        }
        case Reading.Sum sum -> {
          Content content = cell(reading, granularity, sum.at());
          content.count++;
          content.sum += sum.value();
        }
        case Reading.Deviation deviation -> {
          Content content = cell(reading, granularity, deviation.at());
          long ppm = Math.round(deviation.part() * MILLION);
          content.count++;
          content.sum += ppm;
          content.values.add(Math.abs(ppm));
          content.isRounded = true;
        }
        case Reading.Taken taken -> take(taken, granularity);
        case Reading.Stay stay -> {
          cell(reading, granularity, stay.from()).change(stay.from(), 1, quarter);
          if (stay.until() != null) {
            cell(reading, granularity, stay.until()).change(stay.until(), -1, quarter);
          }
        }
      }
    }
  }

  /** Gives each window the milliseconds that lie in it. */
  private void take(Reading.Taken taken, Granularity granularity) {
    cell(taken, granularity, taken.from()).count++;
    Instant at = taken.from();
    while (at.isBefore(taken.until())) {
      Instant windowEnd = endOf(granularity, at);
      Instant end = windowEnd.isBefore(taken.until()) ? windowEnd : taken.until();
      cell(taken, granularity, at).sum += Duration.between(at, end).toMillis();
      at = end;
    }
  }

  private Instant endOf(Granularity granularity, Instant at) {
    return granularity == Granularity.DAY
        ? at.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant()
        : startOf(granularity, at).plusMillis(QUARTER_MS);
  }

  private Content cell(Reading reading, Granularity granularity, Instant at) {
    return cells.computeIfAbsent(
        new Key(reading.kpi(), granularity, startOf(granularity, at), reading.dimensions()),
        key -> new Content());
  }

  private Instant startOf(Granularity granularity, Instant at) {
    return granularity == Granularity.DAY
        ? at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant()
        : Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), QUARTER_MS) * QUARTER_MS);
  }
}
