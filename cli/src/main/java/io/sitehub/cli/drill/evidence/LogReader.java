package io.sitehub.cli.drill.evidence;

import io.sitehub.cli.log.TopicScan;
import io.sitehub.cli.oracle.OrderLog;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.HeadersRead;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** Reads topics from their beginning to their end, committed records only. */
public final class LogReader {
  private final TopicScan scan;
  private final SchemaRegistry schemas;

  /** Reads from these brokers with the schemas of this registry. */
  public LogReader(String bootstrapServers, URI registry) {
    this.scan = new TopicScan(bootstrapServers);
    this.schemas = RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry)));
  }

  /** Every event. */
  public List<LoggedEvent> events() {
    RecordReader<SpecificRecord> bodies = RecordReader.ofEvents(schemas);
    List<LoggedEvent> events = new ArrayList<>();
    scan.all(
        TopicCatalogue.EVENTS,
        record -> {
          if (!(CloudEventHeaders.read(record.headers())
              instanceof HeadersRead.Complete complete)) {
            throw new IllegalStateException(
                "no event at %d/%d".formatted(record.partition(), record.offset()));
          }
          events.add(
              new LoggedEvent(
                  record.partition(),
                  record.offset(),
                  SiteEvent.of(complete.attributes(), bodies.read(record.value()).orThrow())));
        });
    return events;
  }

  /** Every revision of every ticket. */
  public List<Ticket> tickets() {
    RecordReader<Ticket> reader = RecordReader.of(schemas, Ticket.class);
    List<Ticket> tickets = new ArrayList<>();
    scan.all(TopicCatalogue.TICKETS, record -> tickets.add(reader.read(record.value()).orThrow()));
    return tickets;
  }

  /** Versions of configurations, each as it was set last, none that was removed. */
  public List<SiteConfig> settings() {
    RecordReader<SiteConfig> reader = RecordReader.of(schemas, SiteConfig.class);
    Map<String, SiteConfig> versions = new TreeMap<>();
    scan.all(
        TopicCatalogue.CONFIGS,
        record -> {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            versions.remove(key);
          } else if (key.contains("/config/")) {
            versions.put(key, reader.read(record.value()).orThrow());
          }
        });
    return List.copyOf(versions.values());
  }

  /** The orders of the ERP as they are. */
  public List<Order> orders() {
    RecordReader<Order> reader = RecordReader.of(schemas, Order.class);
    OrderLog orders = new OrderLog();
    scan.all(
        TopicCatalogue.ORDERS,
        record ->
            orders.read(
                new String(record.key(), StandardCharsets.UTF_8),
                record.value() == null ? null : reader.read(record.value()).orThrow()));
    return orders.standing();
  }

  /** How many events {@link #events} would read, at most; asks for offsets only. */
  public long size() {
    return scan.size(TopicCatalogue.EVENTS);
  }

  /** How many records could not be used. */
  public long deadLetters() {
    List<Long> offsets = new ArrayList<>();
    scan.all(TopicCatalogue.DEAD_LETTERS, record -> offsets.add(record.offset()));
    return offsets.size();
  }
}
