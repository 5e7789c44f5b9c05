package io.sitehub.cli.truth;

import static io.sitehub.cli.truth.Aggregate.DEVIATION;
import static io.sitehub.cli.truth.Aggregate.DISTRIBUTION;
import static io.sitehub.cli.truth.Aggregate.OCCUPANCY;
import static io.sitehub.cli.truth.Aggregate.RATIO;
import static io.sitehub.cli.truth.Aggregate.TOTAL;
import static io.sitehub.cli.truth.Aggregate.UTILISATION;
import static io.sitehub.cli.truth.Unit.HOURS;
import static io.sitehub.cli.truth.Unit.MINUTES;
import static io.sitehub.cli.truth.Unit.PERCENT;
import static io.sitehub.cli.truth.Unit.SECONDS;
import static io.sitehub.cli.truth.Unit.TONNES;
import static io.sitehub.cli.truth.Unit.TRUCKS;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The KPIs that every site has, in the order and by the definitions of {@code docs/kpis.md}. */
enum Kpi {
  TURNAROUND(DISTRIBUTION, MINUTES, VisitFigures::turnaround, "carrier", "material", "direction"),
  TOTAL_STAY(DISTRIBUTION, MINUTES, VisitFigures::totalStay, "carrier", "material", "direction"),
  GATE_WAIT(DISTRIBUTION, MINUTES, VisitFigures::gateWait),
  CALL_RESPONSE(DISTRIBUTION, MINUTES, VisitFigures::callResponse, "carrier"),
  STATION_SERVICE(DISTRIBUTION, MINUTES, VisitFigures::stationService, "station", "material"),
  INTERNAL_WAIT(DISTRIBUTION, MINUTES, VisitFigures::internalWait),
  WEIGHING_CYCLE(DISTRIBUTION, SECONDS, VisitFigures::weighingCycle, "scale"),
  SCALE_UTILISATION(UTILISATION, PERCENT, VisitFigures::onScales, "scale"),
  STATION_UTILISATION(UTILISATION, PERCENT, VisitFigures::atStations, "station"),
  THROUGHPUT(TOTAL, TONNES, VisitFigures::throughput, "material", "direction", "carrier"),
  ON_TIME(RATIO, PERCENT, VisitFigures::onTime, "carrier"),
  NO_SHOW(RATIO, PERCENT, VisitFigures::noShow, "carrier"),
  DEMURRAGE(TOTAL, HOURS, VisitFigures::demurrage, "carrier"),
  LOAD_ACCURACY(DEVIATION, PERCENT, VisitFigures::loadAccuracy, "station"),
  EXCEPTION_RATE(RATIO, PERCENT, VisitFigures::exceptionRate),
  ON_SITE(OCCUPANCY, TRUCKS, VisitFigures::onSite),
  QUEUE_LENGTH(OCCUPANCY, TRUCKS, VisitFigures::queueLength, "queue");

  final String name;
  final Aggregate aggregate;
  final Unit unit;
  final List<String> dimensions;
  private final Function<VisitFigures, List<Figure>> figures;

  Kpi(
      Aggregate aggregate,
      Unit unit,
      Function<VisitFigures, List<Figure>> figures,
      String... dimensions) {
    this.name = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.aggregate = aggregate;
    this.unit = unit;
    this.figures = figures;
    this.dimensions = List.of(dimensions);
  }

  /** What a visit contributes. */
  List<Figure> figures(ExpectedVisit visit, SiteSettings settings) {
    return figures.apply(new VisitFigures(visit, settings));
  }
}
