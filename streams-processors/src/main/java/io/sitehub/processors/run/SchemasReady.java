package io.sitehub.processors.run;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.registry.RegistryFailure;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.SchemaIds;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Registers every schema this release reads and writes, so that from then on the registry may be
 * down: only a schema of a release that came later is asked for.
 */
public final class SchemasReady implements Component {

  private static final Map<Topic, List<Schema>> SCHEMAS =
      Map.of(
          TopicCatalogue.EVENTS, EventType.all().stream().map(EventType::schema).toList(),
          TopicCatalogue.VISITS, List.of(Visit.getClassSchema()),
          TopicCatalogue.TICKETS, List.of(Ticket.getClassSchema()),
          TopicCatalogue.KPIS, List.of(KpiCell.getClassSchema()),
          TopicCatalogue.ALERTS, List.of(Alert.getClassSchema()),
          TopicCatalogue.ORDERS, List.of(Order.getClassSchema()),
          TopicCatalogue.CONFIGS,
              List.of(
                  SiteConfig.getClassSchema(),
                  SiteKpi.getClassSchema(),
                  KpiSeries.getClassSchema()));

  private final SchemaRegistry registry;

  /** Schemas in a registry that remembers its answers. */
  public SchemasReady(SchemaRegistry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "schemas";
  }

  @Override
  public void start() throws StartRefused {
    for (Map.Entry<Topic, List<Schema>> entry : SCHEMAS.entrySet()) {
      RegistryResult<Integer> result =
          new SchemaIds(registry, entry.getKey()).register(entry.getValue());
      if (result instanceof RegistryResult.Failed<Integer>(RegistryFailure failure)) {
        throw new StartRefused(
            failure.retryable() ? ExitCode.UNAVAILABLE : ExitCode.SOFTWARE,
            "the schemas of " + entry.getKey() + " cannot be registered: " + failure,
            null);
      }
    }
  }

  @Override
  public void stop(Duration within) {}
}
