package io.sitehub.connectors.http;

import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Ticket;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a record into a ticket. */
@FunctionalInterface
interface TicketReader {

  /** The ticket, or what is wrong with the bytes or with the registry. */
  DecodeResult<Ticket> read(byte @Nullable [] value);

  /** One that asks the registries named for schemas that it has not met. */
  static TicketReader of(List<URI> registries) {
    RecordReader<Ticket> reader =
        RecordReader.of(RestSchemaRegistry.cached(RegistrySettings.of(registries)), Ticket.class);
    return reader::read;
  }
}
