package io.sitehub.processors.output;

import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The sinks of the topology. */
public enum Output {
  /** The state of each visit, each time it changes. */
  VISITS("visit-write-visits", TopicCatalogue.VISITS),
  /** Tickets and their revisions. */
  TICKETS("ticket-write-tickets", TopicCatalogue.TICKETS),
  /** KPI cells, each time they change; a tombstone when nothing is left in one. */
  KPIS("kpi-write-cells", TopicCatalogue.KPIS),
  /** Alerts. */
  ALERTS("alert-write-alerts", TopicCatalogue.ALERTS),
  /** Records that could not be used. */
  DEAD_LETTERS("deduplicate-write-dead-letters", TopicCatalogue.DEAD_LETTERS);

  private final String node;
  private final Topic topic;

  Output(String node, Topic topic) {
    this.node = node;
    this.topic = topic;
  }

  /** Name of the sink's node. */
  public String node() {
    return node;
  }

  /** Where it writes. */
  public Topic topic() {
    return topic;
  }

  /**
   * Writes something about a site.
   *
   * @param key what follows the site id and a slash in the record's key
   * @param value in the wire format; null removes the key
   * @param timestampMs of the record that led to it
   */
  public void write(
      ProcessorContext<Object, Object> context,
      String siteId,
      String key,
      byte @Nullable [] value,
      long timestampMs) {
    write(
        context,
        new OutputKey.OfSite(siteId, siteId + "/" + key),
        value,
        timestampMs,
        new RecordHeaders());
  }

  /** Writes a record with a key and headers of its own. */
  @SuppressWarnings("NullAway") // a null value is a tombstone
  public void write(
      ProcessorContext<Object, Object> context,
      OutputKey key,
      byte @Nullable [] value,
      long timestampMs,
      Headers headers) {
    context.forward(new Record<>(key, value, timestampMs, headers), node);
  }
}
