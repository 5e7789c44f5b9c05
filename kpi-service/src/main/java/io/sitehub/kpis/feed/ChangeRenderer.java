package io.sitehub.kpis.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Visit;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.site.kpi.Aggregate;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.KpiRow;
import io.sitehub.site.kpi.RollUp;
import io.sitehub.site.kpi.WindowLength;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is sent of a change: one line of JSON, or nothing. */
public final class ChangeRenderer implements Function<Change, Optional<String>> {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeRenderer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The schema of a change is not known and the registry does not answer: try again later. */
  static final class NotNow extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotNow(String reason) {
      super(reason, null, false, false);
    }
  }

  private final RecordReader<Visit> visits;
  private final RecordReader<KpiCell> cells;
  private final RecordReader<Alert> alerts;
  private final KpiCatalogue catalogue = KpiCatalogue.builtIn();

  /** A renderer that knows the schemas of a registry. */
  public ChangeRenderer(SchemaRegistry registry) {
    this.visits = RecordReader.of(registry, Visit.class);
    this.cells = RecordReader.of(registry, KpiCell.class);
    this.alerts = RecordReader.of(registry, Alert.class);
  }

  /**
   * The line; empty for what no client is told of: days (their quarter hours are told), removed
   * visits and alerts, records of another release that cannot be read.
   *
   * @throws NotNow if that cannot be said now
   */
  @Override
  public Optional<String> apply(Change change) {
    return switch (change.topic()) {
      case VISITS -> read(visits, change).map(AvroToJson::text);
      case ALERTS -> read(alerts, change).map(AvroToJson::text);
      case KPIS ->
          CellName.parse(change.key())
              .filter(name -> name.granularity() == Granularity.QUARTER_HOUR)
              .flatMap(name -> kpi(name, change));
    };
  }

  private static <T extends SpecificRecord> Optional<T> read(
      RecordReader<T> reader, Change change) {
    if (change.value() == null) {
      return Optional.empty();
    }
    return switch (reader.read(change.value())) {
      case DecodeResult.Decoded<T> decoded -> Optional.of(decoded.value());
      case DecodeResult.Undecodable<T> undecodable -> {
        if (undecodable.failure().retryable()) {
          throw new NotNow(undecodable.failure().describe());
        }
        LOG.atWarn()
            .addKeyValue("topic", change.topic().topic().name())
            .addKeyValue("offset", change.offset())
            .addKeyValue("failure", undecodable.failure().describe())
            .log("a change cannot be read; clients are not told of it");
        yield Optional.empty();
      }
    };
  }

  private Optional<String> kpi(CellName name, Change change) {
    Optional<KpiDefinition> definition =
        catalogue
            .find(name.kpi())
            .filter(kpi -> kpi.dimensions().size() == name.dimensions().size());
    if (definition.isEmpty()) {
      return Optional.empty(); // a KPI of another release
    }
    KpiDefinition kpi = definition.get();
    Map<String, String> dimensions = new LinkedHashMap<>();
    for (int i = 0; i < kpi.dimensions().size(); i++) {
      dimensions.put(kpi.dimensions().get(i), name.dimensions().get(i));
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("site", name.site());
    line.put("kpi", kpi.name());
    line.put("unit", kpi.unit().symbol());
    line.put("from", Rfc3339.format(name.windowStart()));
    line.put("to", Rfc3339.format(name.windowStart().plus(15, ChronoUnit.MINUTES)));
    line.put("dimensions", dimensions);
    if (change.value() == null) {
      return Optional.of(text(figures(line, 0, Map.of()))); // nothing is left in the cell
    }
    return read(cells, change).map(cell -> text(evaluated(line, kpi, name, cell)));
  }

  private static Map<String, Object> evaluated(
      Map<String, Object> line, KpiDefinition kpi, CellName name, KpiCell cell) {
    if (kpi.aggregate() == Aggregate.OCCUPANCY) {
      // The level is the sum of all changes before; one cell knows only its own.
      return figures(line, 0, Map.of("change", (double) cell.getValue().getSum()));
    }
    Instant end = name.windowStart().plus(15, ChronoUnit.MINUTES);
    RollUp rollUp =
        new RollUp(KpiQuery.of(kpi, name.windowStart(), end, WindowLength.QUARTER_HOUR));
    rollUp.add(name.site(), ZoneOffset.UTC, List.of(cell));
    List<KpiRow> rows = rollUp.rows(end);
    return rows.isEmpty()
        ? figures(line, 0, Map.of())
        : figures(line, rows.getFirst().value().count(), rows.getFirst().value().measures());
  }

  private static Map<String, Object> figures(
      Map<String, Object> line, long count, Map<String, Double> measures) {
    line.put("count", count);
    line.put("measures", measures);
    return line;
  }

  private static String text(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts and numbers cannot be written", impossible);
    }
  }

  /**
   * The key of a cell's record: {@code <site>/<kpi>/<granularity>/<window start>/<dimension>…}, a
   * slash in a dimension as {@code %2F}.
   */
  record CellName(
      String site,
      String kpi,
      Granularity granularity,
      Instant windowStart,
      List<String> dimensions) {

    static Optional<CellName> parse(String key) {
      String[] parts = key.split("/", -1);
      if (parts.length < 4) {
        return Optional.empty();
      }
      Granularity granularity =
          switch (parts[2]) {
            case "quarter-hour" -> Granularity.QUARTER_HOUR;
            case "day" -> Granularity.DAY;
            default -> Granularity.UNSPECIFIED;
          };
      List<String> dimensions = new ArrayList<>();
      for (int i = 4; i < parts.length; i++) {
        dimensions.add(parts[i].replace("%2F", "/").replace("%25", "%"));
      }
      return Rfc3339.parse(parts[3])
          .map(start -> new CellName(parts[0], parts[1], granularity, start, dimensions));
    }
  }
}
