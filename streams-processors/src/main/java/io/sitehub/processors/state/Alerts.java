package io.sitehub.processors.state;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Alert;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
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

  /** Forgets an alert. */
  public void remove(String siteId, String alertId) {
    space.put(key(siteId, alertId), null);
  }

  /**
   * All alerts of a site that stand, and the last of those that were cleared, by id.
   *
   * @param maxCleared how many of those at most
   */
  public List<Alert> list(String siteId, int maxCleared) {
    List<Alert> alerts = new ArrayList<>();
    PriorityQueue<Alert> cleared = new PriorityQueue<>(Comparator.comparing(Alerts::clearedAt));
    space.scan(
        Table.ALERTS.key().text(siteId),
        (key, value) -> {
          Alert alert = reader.read(value).orThrow();
          if (alert.getClearedAt() == null) {
            alerts.add(alert);
          } else {
            cleared.add(alert);
            if (cleared.size() > maxCleared) {
              cleared.remove();
            }
          }
          return true;
        });
    alerts.addAll(cleared);
    alerts.sort(Comparator.comparing(Alert::getAlertId));
    return alerts;
  }

  private static Instant clearedAt(Alert alert) {
    return Objects.requireNonNull(alert.getClearedAt(), "it was cleared");
  }

  private static Bytes key(String siteId, String alertId) {
    return Table.ALERTS.key().text(siteId).text(alertId).toBytes();
  }
}
