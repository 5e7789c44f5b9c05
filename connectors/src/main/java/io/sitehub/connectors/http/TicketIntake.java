package io.sitehub.connectors.http;

import io.sitehub.connectors.http.Delivery.State;
import io.sitehub.model.catalogue.AttributeRule;
import io.sitehub.model.serde.DecodeFailure;
import io.sitehub.model.serde.DecodeResult.Decoded;
import io.sitehub.model.serde.DecodeResult.Undecodable;
import io.sitehub.model.state.Ticket;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a record is to this connector. */
final class TicketIntake {

  /** Names the connector for which a record is offered once more. */
  static final String REDRIVE_FOR = "redrive_for";

  private static final Logger log = LoggerFactory.getLogger(TicketIntake.class);

  private final String connector;
  private final TicketReader reader;

  /** Takes records in for a connector. */
  TicketIntake(String connector, TicketReader reader) {
    this.connector = connector;
    this.reader = reader;
  }

  /**
   * Takes a record in.
   *
   * @throws DeferredTicketsException when the registry cannot say what it is now
   * @throws ConnectException when the worker does not hand over bytes
   */
  Delivery take(SinkRecord record) {
    return new Delivery(record, state(record));
  }

  private State state(SinkRecord record) {
    Header redrive = record.headers().lastWithName(REDRIVE_FOR);
    if (redrive != null && !connector.equals(text(redrive.value()))) {
      return new State.Finished();
    }
    return switch (reader.read(bytes(record.value()))) {
      case Decoded<Ticket>(Ticket ticket, int _)
          when AttributeRule.SITE_ID.holds(ticket.getSiteId()) ->
          new State.Open(ticket);
      case Decoded<Ticket> _ -> refused("the ticket names no site as Sitehub writes them");
      case Undecodable<Ticket>(DecodeFailure failure) when failure.retryable() -> {
        log.atWarn()
            .addKeyValue("topic", record.originalTopic())
            .addKeyValue("partition", record.originalKafkaPartition())
            .addKeyValue("offset", record.originalKafkaOffset())
            .addKeyValue("cause", failure.describe())
            .log("a ticket cannot be read now; check schema.registry.url");
        throw new DeferredTicketsException(failure.describe());
      }
      case Undecodable<Ticket>(DecodeFailure failure) -> refused(failure.describe());
    };
  }

  private static State refused(String why) {
    return new State.Refused(new RefusedTicketException("not a ticket: " + why));
  }

  private static byte @Nullable [] bytes(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case byte[] bytes -> bytes;
      default ->
          throw new ConnectException(
              "the worker hands over "
                  + value.getClass().getName()
                  + " instead of bytes; set key.converter and value.converter of this connector"
                  + " to org.apache.kafka.connect.converters.ByteArrayConverter");
    };
  }

  /** A header is what the worker's header converter makes of it, text as a rule. */
  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : String.valueOf(value);
  }
}
