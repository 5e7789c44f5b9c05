package io.sitehub.connectors.ticket;

import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Ticket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Reads tickets: Avro in the Confluent wire format, as bytes. */
public final class TicketReader {

  private final RecordReader<Ticket> reader;

  /** A reader with a registry of its own. */
  public TicketReader(List<URI> registries) {
    this(RestSchemaRegistry.cached(RegistrySettings.of(registries)));
  }

  /** A reader that asks this registry. */
  public TicketReader(SchemaRegistry registry) {
    this.reader = RecordReader.of(registry, Ticket.class);
  }

  /** What came of reading a record. */
  public sealed interface Read {
    /** A revision of a ticket. */
    record Readable(IssuedTicket ticket) implements Read {}

    /** It can never be read; says why. */
    record Unreadable(String reason) implements Read {}
  }

  /**
   * Reads a record.
   *
   * @throws RetriableException when the registry does not answer: nothing is wrong with the record
   * @throws ConnectException when the worker hands over something else than bytes
   */
  public Read read(SinkRecord record) {
    Object value = record.value();
    if (value != null && !(value instanceof byte[])) {
      throw new ConnectException(
          "tickets are read from bytes, and the worker hands over "
              + value.getClass().getName()
              + ": set key.converter and value.converter to"
              + " org.apache.kafka.connect.converters.ByteArrayConverter");
    }
    return switch (reader.read((byte[]) value)) {
      case DecodeResult.Decoded<Ticket>(Ticket ticket, int _) ->
          new Read.Readable(new IssuedTicket(ticket, issuedAt(record)));
      case DecodeResult.Undecodable<Ticket>(var failure) -> {
        if (failure.retryable()) {
          throw new RetriableException("the schema registry does not answer: " + failure);
        }
        yield new Read.Unreadable("not a ticket: " + failure);
      }
    };
  }

  private static Instant issuedAt(SinkRecord record) {
    Long timestamp = record.timestamp();
    return Instant.ofEpochMilli(timestamp == null ? 0 : timestamp);
  }
}
