package io.sitehub.connectors.reject;

import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A ticket that was refused and is offered once more: the bytes of the ticket in {@link
 * TopicCatalogue#ERP_REDRIVES}, with headers that say to whom and why.
 */
public final class Redrive {

  /** Header: the name of the connector that is to take it; the others let it pass. */
  public static final String CONNECTOR = "redrive_for";

  /** Header: where the rejection lies that it answers, {@code <partition>-<offset>}. */
  public static final String REJECTION = "redrive_of";

  /** Header: when, RFC 3339. */
  public static final String AT = "redrive_at";

  private Redrive() {}

  /** Whether this connector is to take the record: any ticket, and the redrives meant for it. */
  public static boolean concerns(SinkRecord record, String connector) {
    if (!record.topic().equals(TopicCatalogue.ERP_REDRIVES.name())) {
      return true;
    }
    Header header = record.headers().lastWithName(CONNECTOR);
    return header != null && connector.equals(text(header.value()));
  }

  /** The header converter of a worker makes of bytes what it likes. */
  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }
}
