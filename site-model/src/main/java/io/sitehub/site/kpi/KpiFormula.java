package io.sitehub.site.kpi;

import io.sitehub.model.json.Violation;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitWeighing;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.expression.Expression;
import io.sitehub.site.expression.Situation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One KPI of one site as a function from a visit to cells: declaration, zone and settings.
 * Immutable, thread-safe; a pure function, so what a visit added before can be derived again from
 * the visit before.
 */
public final class KpiFormula {
  /** Spans that last longer are left out: nothing is taken for so long, a record is wrong. */
  static final Duration LONGEST_SPAN = Duration.ofDays(7);

  /** Longer values of a dimension are unknown. */
  static final int LONGEST_DIMENSION = 256;

  /**
   * Measurements further from zero, in the base unit, are left out: their sums must not overflow.
   */
  static final double LARGEST = 1e15;

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private final KpiDeclaration declaration;
  private final KpiDefinition kpi;
  private final SiteHistory history;
  private final ZoneId zone;
  private final @Nullable Expression when;
  private final Expression at;
  private final @Nullable Expression until;
  private final @Nullable Expression value;
  private final List<Expression> dimensions;
  private final long reads;
  private final boolean readsSite;
  private final String fingerprint;

  private KpiFormula(KpiFormula same, SiteHistory history) {
    this.declaration = same.declaration;
    this.kpi = same.kpi;
    this.history = history;
    this.zone = history.zone();
    this.when = same.when;
    this.at = same.at;
    this.until = same.until;
    this.value = same.value;
    this.dimensions = same.dimensions;
    this.reads = same.reads;
    this.readsSite = same.readsSite;
    this.fingerprint = Fingerprint.of(declaration, history, readsSite);
  }

  private KpiFormula(KpiDeclaration declaration, SiteHistory history, CompiledKpi compiled) {
    this.declaration = declaration;
    this.kpi = KpiDefinition.of(declaration);
    this.history = history;
    this.zone = history.zone();
    this.when = compiled.when();
    this.at = Objects.requireNonNull(compiled.at());
    this.until = compiled.until();
    this.value = compiled.value();
    this.dimensions = List.copyOf(compiled.dimensions());
    this.reads = expressions().mapToLong(Expression::reads).reduce(parts(), (a, b) -> a | b);
    this.readsSite = expressions().anyMatch(Expression::readsSite);
    this.fingerprint = Fingerprint.of(declaration, history, readsSite);
  }

  /**
   * A KPI of a site.
   *
   * @throws IllegalArgumentException if {@link KpiChecker} finds something wrong with it
   */
  public static KpiFormula of(KpiDeclaration declaration, SiteHistory history) {
    List<Violation> violations = KpiChecker.check(declaration);
    if (!violations.isEmpty()) {
      throw new IllegalArgumentException(declaration.getKpi() + ": " + violations);
    }
    return new KpiFormula(declaration, history, new CompiledKpi(declaration));
  }

  /**
   * What a series is of. It has the fingerprint that the series says, unless that is of another
   * release.
   *
   * @throws IllegalArgumentException if {@link KpiChecker} finds something wrong with it
   */
  public static KpiFormula of(KpiSeries series) {
    return of(series.getDeclaration(), history(series));
  }

  /** What a series rests on. */
  static SiteHistory history(KpiSeries series) {
    return SiteHistory.restored(series.getSiteId(), series.getZone(), series.getConfigs());
  }

  /** The same KPI of another site, or under other settings. */
  public KpiFormula under(SiteHistory other) {
    return new KpiFormula(this, other);
  }

  /** How it is declared. */
  public KpiDeclaration declaration() {
    return declaration;
  }

  /** What those who ask must know of it. */
  public KpiDefinition kpi() {
    return kpi;
  }

  /**
   * Equal for two formulas that give every visit the same cells: the declaration but its title, its
   * definition in words and its target, the meaning of the vocabulary, the zone, and the settings
   * if it speaks of them.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** Whether an expression speaks of {@code site}: then it rests on the settings' versions. */
  public boolean readsSite() {
    return readsSite;
  }

  /**
   * Whether any of these fields matters to it: if not, {@link #difference} is empty.
   *
   * @param changedFields as {@link VisitFields#changed} has them
   */
  public boolean reads(long changedFields) {
    return (reads & changedFields) != 0;
  }

  /** What a visit adds to each cell; no cell with zero. */
  public SortedMap<CellKey, Accumulator> cells(Visit visit) {
    return difference(null, visit);
  }

  /** What must be added to each cell when a visit changes; no cell with zero. */
  public SortedMap<CellKey, Accumulator> difference(@Nullable Visit before, Visit after) {
    return difference(
        before == null ? Measurements.NONE : measurements(before), measurements(after));
  }

  /** What must be added to each cell when what was measured of a visit changes. */
  public SortedMap<CellKey, Accumulator> difference(Measurements before, Measurements after) {
    if (before.all().equals(after.all())) {
      return Collections.emptySortedMap();
    }
    CellSums sums = new CellSums(kpi.aggregate(), zone);
    before.all().forEach(old -> sums.add(old, -1));
    after.all().forEach(one -> sums.add(one, 1));
    return sums.nonZero();
  }

  /** All that it measures of a visit: the same as long as nothing it {@link #reads} changes. */
  public Measurements measurements(Visit visit) {
    return new Measurements(measure(visit));
  }

  /** Every measurement of a visit. */
  List<Measured> measure(Visit visit) {
    List<Measured> measured = new ArrayList<>(4);
    Situation whole = Situation.of(visit, history);
    switch (kpi.each()) {
      case VISIT, UNSPECIFIED -> measure(whole, measured);
      case WEIGHING -> {
        for (VisitWeighing weighing : visit.getWeighings()) {
          measure(whole.with(weighing), measured);
        }
      }
      case HANDLING -> {
        for (VisitHandling handling : visit.getHandlings()) {
          measure(whole.with(handling), measured);
        }
      }
    }
    return measured;
  }

  private void measure(Situation in, List<Measured> into) {
    Instant start = instant(at, in);
    if (start == null || (when != null && !Boolean.TRUE.equals(when.valueIn(in)))) {
      return;
    }
    switch (kpi.aggregate()) {
      case OCCUPANCY -> {
        Instant end = instant(until, in);
        if (end == null || !end.isBefore(start)) {
          List<String> values = dimensions(in);
          into.add(new Measured(start, 1, values));
          if (end != null) {
            into.add(new Measured(end, -1, values));
          }
        }
      }
      case UTILISATION -> {
        Instant end = instant(until, in);
        if (end != null
            && !end.isBefore(start)
            && Duration.between(start, end).compareTo(LONGEST_SPAN) <= 0) {
          long ms = end.toEpochMilli() - start.toEpochMilli();
          into.add(new Measured(start, ms, dimensions(in)));
        }
      }
      case DISTRIBUTION, DEVIATION, TOTAL, RATIO -> {
        Long base = value == null ? Long.valueOf(0) : inBaseUnit(value.valueIn(in));
        if (base != null && (base >= 0 || kpi.aggregate() != Aggregate.DISTRIBUTION)) {
          into.add(new Measured(start, base, dimensions(in)));
        }
      }
    }
  }

  private @Nullable Long inBaseUnit(@Nullable Object measured) {
    return switch (measured) {
      case null -> null;
      case Boolean holds -> holds ? 1L : 0L;
      case Duration duration -> whole(duration.toMillis());
      case Number number -> whole(kpi.unit().toBase(number.doubleValue()));
      default -> null;
    };
  }

  /** Rounded to the nearest; null for what is no number or too large. */
  private static @Nullable Long whole(double base) {
    return Math.abs(base) <= LARGEST ? (Long) Math.round(base) : null;
  }

  private static @Nullable Instant instant(@Nullable Expression expression, Situation in) {
    if (expression == null
        || !(expression.valueIn(in) instanceof Instant instant)
        || instant.isBefore(FIRST)
        || instant.isAfter(LAST)) {
      return null;
    }
    return Instant.ofEpochMilli(instant.toEpochMilli());
  }

  private List<String> dimensions(Situation in) {
    if (dimensions.isEmpty()) {
      return List.of();
    }
    List<String> values = new ArrayList<>(dimensions.size());
    for (Expression dimension : dimensions) {
      values.add(dimension.valueIn(in) instanceof String text && isFit(text) ? text : "");
    }
    return values;
  }

  private static boolean isFit(String text) {
    return text.length() <= LONGEST_DIMENSION && text.chars().noneMatch(Character::isISOControl);
  }

  private Stream<Expression> expressions() {
    return Stream.concat(Stream.of(when, at, until, value), dimensions.stream())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull);
  }

  /** The field whose elements are measured. */
  private long parts() {
    return switch (kpi.each()) {
      case VISIT, UNSPECIFIED -> 0;
      case WEIGHING -> 1L << Visit.getClassSchema().getField("weighings").pos();
      case HANDLING -> 1L << Visit.getClassSchema().getField("handlings").pos();
    };
  }
}
