package io.sitehub.processors.state;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Alert;
import io.sitehub.model.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The alerts of each site. */
public final class Alerts {

  private final StateSpace space;
  private final RecordWriter<Alert> writer;
  private final RecordReader<Alert> reader;

  /** The alerts in a store. */
  public Alerts(StateSpace space, SchemaRegistry registry) {
    this.space = space;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.ALERTS);
    this.reader = RecordReader.of(registry, Alert.class);
  }

  /** The alert, or null. */
  public @Nullable Alert find(String siteId, String alertId) {
    byte[] value = space.get(key(siteId, alertId));
    return value == null ? null : reader.read(value).orThrow();
  }

  /**
   * Stores an alert.
   *
   * @return it in the wire format, as its topic has it
   */
  public byte[] put(Alert alert) {
    byte[] wire = writer.write(alert);
    space.put(key(alert.getSiteId(), alert.getAlertId()), wire);
    return wire;
  }

  /** At most {@code limit} alerts of a site, by id. */
  public List<Alert> list(String siteId, int limit) {
    List<Alert> alerts = new ArrayList<>();
    space.scan(
        Table.ALERTS.key().text(siteId),
        (key, value) -> {
          alerts.add(reader.read(value).orThrow());
          return alerts.size() < limit;
        });
    return alerts;
  }

  private static Bytes key(String siteId, String alertId) {
    return Table.ALERTS.key().text(siteId).text(alertId).toBytes();
  }
}
