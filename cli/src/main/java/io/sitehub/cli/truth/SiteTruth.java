package io.sitehub.cli.truth;

import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.simulate.TruckStory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must be known of one site's day. */
final class SiteTruth {

  /**
   * What a KPI value is about.
   *
   * @param from start of the window
   * @param dimensions in the order of the KPI's definition; empty if not told apart
   */
  record Cell(Instant from, List<String> dimensions) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell other) {
      int byStart = from.compareTo(other.from);
      return byStart != 0
          ? byStart
          : String.join("\0", dimensions).compareTo(String.join("\0", other.dimensions));
    }
  }

  private final String siteId;
  private final Map<String, ExpectedVisit> visits = new LinkedHashMap<>();
  private final Map<Kpi, List<Figure>> figures = new EnumMap<>(Kpi.class);

  private SiteTruth(String siteId) {
    this.siteId = siteId;
    for (Kpi kpi : Kpi.values()) {
      figures.put(kpi, new ArrayList<>());
    }
  }

  /** Works out what must be known once all events of the plan have come in. */
  static SiteTruth of(SitePlan plan) {
    return of(plan.profile().siteId(), plan.trucks());
  }

  static SiteTruth of(String siteId, List<TruckStory> trucks) {
    SiteTruth truth = new SiteTruth(siteId);
    for (TruckStory story : trucks) {
      ExpectedVisit visit = ExpectedVisit.of(story);
      truth.visits.put(story.visitId(), visit);
      truth.figures.forEach((kpi, all) -> all.addAll(kpi.figures(visit)));
    }
    return truth;
  }

  String siteId() {
    return siteId;
  }

  /** By visit id. */
  Map<String, ExpectedVisit> visits() {
    return visits;
  }

  /** All figures that go into a KPI. */
  List<Figure> figures(Kpi kpi) {
    return figures.getOrDefault(kpi, List.of());
  }

  /**
   * The figures of each value of a KPI that is not an occupancy, for windows of an hour or a day.
   *
   * @param zone in which hours and days are cut
   * @param unit hours or days
   * @param apart whether dimensions are told apart
   */
  Map<Cell, List<Figure>> cells(Kpi kpi, ZoneId zone, ChronoUnit unit, boolean apart) {
    Map<Cell, List<Figure>> cells = new TreeMap<>();
    for (Figure figure : figures(kpi)) {
      Instant from = figure.at().atZone(zone).truncatedTo(unit).toInstant();
      Cell cell = new Cell(from, apart ? figure.dimensions() : List.of());
      cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(figure);
    }
    return cells;
  }
}
