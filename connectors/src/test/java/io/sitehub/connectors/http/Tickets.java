package io.sitehub.connectors.http;

import io.sitehub.model.event.Direction;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Tickets of a site, and the records they come in. */
final class Tickets {

  static final String TOPIC = TopicCatalogue.TICKETS.name();
  static final String REDRIVES = TopicCatalogue.ERP_REDRIVES.name();

  private static final InMemoryRegistry REGISTRY = new InMemoryRegistry();
  private static final RecordWriter<Ticket> WRITER =
      new RecordWriter<>(REGISTRY, TopicCatalogue.TICKETS);
  private static final RecordReader<Ticket> READER = RecordReader.of(REGISTRY, Ticket.class);

  private Tickets() {}

  static TicketReader reader() {
    return READER::read;
  }

  static Ticket ticket(long number, int revision) {
    return Ticket.newBuilder()
        .setSiteId("lyon-1")
        .setNumber(number)
        .setPublicNumber("lyon-1-%06d".formatted(number))
        .setRevision(revision)
        .setStatus(TicketStatus.ISSUED)
        .setVisitId("visit-" + number)
        .setCarrier("Müller \"Söhne\" & Co")
        .setDirection(Direction.OUTBOUND)
        .setGrossGrams(38_420_500L)
        .setTareGrams(14_200_000L)
        .setNetGrams(24_220_500L)
        .setFirst(weighing("w-1", "2026-03-01T09:00:00Z", 14_200_000))
        .setSecond(weighing("w-2", "2026-03-01T09:30:00.250Z", 38_420_500))
        .setDocumentHash("ab")
        .build();
  }

  private static TicketWeighing weighing(String id, String at, long grossGrams) {
    return TicketWeighing.newBuilder()
        .setWeighingId(id)
        .setScaleId("scale-1")
        .setAt(Instant.parse(at))
        .setGrossGrams(grossGrams)
        .setManual(false)
        .build();
  }

  /** A record of the topic of tickets, in partition 0. */
  static SinkRecord record(long offset, Ticket ticket) {
    return record(TOPIC, 0, offset, ticket);
  }

  static SinkRecord record(String topic, int partition, long offset, Ticket ticket) {
    return record(topic, partition, offset, WRITER.write(ticket));
  }

  static SinkRecord record(String topic, int partition, long offset, @Nullable Object value) {
    return new SinkRecord(
        topic,
        partition,
        Schema.BYTES_SCHEMA,
        "lyon-1/1".getBytes(StandardCharsets.UTF_8),
        Schema.BYTES_SCHEMA,
        value,
        offset);
  }

  /** A record that is offered once more to a connector. */
  static SinkRecord redrive(long offset, Ticket ticket, Object connector) {
    SinkRecord record = record(REDRIVES, 0, offset, ticket);
    record.headers().add(TicketIntake.REDRIVE_FOR, connector, null);
    return record;
  }
}
