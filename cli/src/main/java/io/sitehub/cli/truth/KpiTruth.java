package io.sitehub.cli.truth;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What the KPIs of one site's day must come to, under the settings of the site. */
final class KpiTruth {

  /**
   * What a KPI value is about.
   *
   * @param window the time it is about
   * @param dimensions in the order of the KPI's definition; empty if not told apart
   */
  record Cell(Window window, List<String> dimensions) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      return key().compareTo(other.key());
    }

    private String key() {
      return window.from() + "\0" + window.to() + "\0" + String.join("\0", dimensions);
    }

    @Override
    public String toString() {
      return window.from() + " to " + window.to() + " " + dimensions;
    }
  }

  private final SiteSettings settings;
  private final Map<Kpi, List<Figure>> figures = new EnumMap<>(Kpi.class);

  private KpiTruth(SiteSettings settings) {
    this.settings = settings;
  }

  /** Works out what goes into each KPI. */
  static KpiTruth of(SiteTruth site, SiteSettings settings) {
    KpiTruth truth = new KpiTruth(settings);
    for (Kpi kpi : Kpi.values()) {
      truth.figures.put(
          kpi,
          site.visits().values().stream()
              .flatMap(visit -> kpi.figures(visit, settings).stream())
              .toList());
    }
    return truth;
  }

  /** All figures that go into a KPI. */
  List<Figure> figures(Kpi kpi) {
    return figures.getOrDefault(kpi, List.of());
  }

  /**
   * The values that a KPI must have, and no others.
   *
   * @param windows without a gap between them
   * @param apart whether dimensions are told apart, all of them
   */
  Map<Cell, ExpectedValue> values(Kpi kpi, List<Window> windows, boolean apart) {
    Map<Cell, ExpectedValue> values = new TreeMap<>();
    reckonings(kpi, Window.spanning(windows), apart)
        .forEach((group, reckoning) -> {
          for (Window window : windows) {
            reckoning.over(window).ifPresent(value -> values.put(new Cell(window, group), value));
          }
        });
    return values;
  }

  private Map<List<String>, Reckoning> reckonings(Kpi kpi, Window range, boolean apart) {
    return switch (kpi.aggregate) {
      case DISTRIBUTION, DEVIATION, TOTAL, RATIO ->
          each(groups(figures(kpi), apart), group -> new Sums(kpi, group));
      case OCCUPANCY -> levels(kpi, range, apart);
      case UTILISATION -> takenTimes(kpi, range, apart);
    };
  }

  /** Told apart, only those are seen of which there is anything to see. */
  private Map<List<String>, Reckoning> levels(Kpi kpi, Window range, boolean apart) {
    if (!apart) {
      return Map.of(List.of(), new Levels(figures(kpi)));
    }
    Map<List<String>, List<Figure>> groups = groups(figures(kpi), true);
    groups.values().removeIf(changes -> !new Levels(changes).touch(range));
    return each(groups, Levels::new);
  }

  /**
   * Of the units that the site is told to have, or else of those that were taken within the range.
   * Told apart, each is for itself, idle ones too; else they are to be had all together.
   */
  private Map<List<String>, Reckoning> takenTimes(Kpi kpi, Window range, boolean apart) {
    List<Figure> spans =
        figures(kpi).stream().filter(span -> range.partMs(span.at(), span.value()) > 0).toList();
    Set<String> taken = new TreeSet<>();
    spans.forEach(span -> taken.add(span.dimensions().getFirst()));
    Set<String> told = settings.units(kpi.dimensions.getFirst());
    Set<String> units = told.isEmpty() ? taken : told;
    Map<List<String>, List<Figure>> groups = groups(spans, apart);
    units.forEach(
        unit -> groups.computeIfAbsent(apart ? List.of(unit) : List.of(), idle -> List.of()));
    int together = apart ? 1 : units.size();
    return each(groups, group -> new TakenTime(group, together, settings.hours()));
  }

  private static Map<List<String>, List<Figure>> groups(List<Figure> figures, boolean apart) {
    Map<List<String>, List<Figure>> groups = new HashMap<>();
    for (Figure figure : figures) {
      List<String> group = apart ? figure.dimensions() : List.of();
      groups.computeIfAbsent(group, first -> new ArrayList<>()).add(figure);
    }
    return groups;
  }

  private static Map<List<String>, Reckoning> each(
      Map<List<String>, List<Figure>> groups, Function<List<Figure>, Reckoning> reckoning) {
    Map<List<String>, Reckoning> reckonings = new HashMap<>();
    groups.forEach((group, figures) -> reckonings.put(group, reckoning.apply(figures)));
    return reckonings;
  }
}
