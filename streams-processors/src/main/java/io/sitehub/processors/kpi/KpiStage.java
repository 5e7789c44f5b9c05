package io.sitehub.processors.kpi;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Measurements;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.track.VisitChange;
import io.sitehub.site.kpi.Contributions;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.NamedCellKey;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Fifth stage: takes back from the cells what the visit had added, adds what it adds now; where
 * both are the same, nothing is touched.
 */
public final class KpiStage extends ContextualProcessor<String, VisitChange, Object, Object> {

  private final SchemaRegistry registry;
  private final KpiCatalogue catalogue;
  private final ZoneId zone;
  private final String next;
  private KpiCells cells;

  /**
   * @param zone time zone of the sites: it decides the cells of a day
   * @param next name of the node that takes the changes
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public KpiStage(SchemaRegistry registry, KpiCatalogue catalogue, ZoneId zone, String next) {
    this.registry = registry;
    this.catalogue = catalogue;
    this.zone = zone;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    cells = new KpiCells(StateSpace.of(context.getStateStore(Table.STORE)), registry);
  }

  @Override
  public void process(Record<String, VisitChange> input) {
    VisitChange change = input.value();
    Measurements made = change.contributions();
    Contributions before =
        made == null
            ? Contributions.none(catalogue, zone)
            : Contributions.fromRecord(made, catalogue);
    Contributions after = Contributions.of(change.visit(), catalogue, zone);
    Contributions.difference(before, after)
        .forEach((cell, delta) ->
            Output.KPIS.write(
                context(),
                input.key(),
                topicKey(cell),
                cells.add(input.key(), cell, delta),
                input.timestamp()));
    context().forward(input.withValue(change.withContributions(after.toRecord())), next);
  }

  /** {@code <kpi>/<granularity>/<window start>/<dimensions>}, a slash in a dimension as %2F. */
  private static String topicKey(NamedCellKey cell) {
    return cell.kpi()
        + "/"
        + cell.granularity().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + "/"
        + cell.windowStart()
        + cell.dimensions().stream()
            .map(value -> "/" + value.replace("%", "%25").replace("/", "%2F"))
            .collect(Collectors.joining());
  }
}
