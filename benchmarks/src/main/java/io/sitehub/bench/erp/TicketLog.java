package io.sitehub.bench.erp;

import io.sitehub.connectors.ticket.IssuedTicket;
import io.sitehub.model.event.Direction;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes tickets of one site to the log, numbered from 1. */
final class TicketLog implements AutoCloseable {
  private static final String SITE = "bench-1";
  private static final Instant FIRST = Instant.parse("2026-11-02T07:00:00Z");

  private final RecordWriter<Ticket> writer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final int partition;

  TicketLog(String bootstrapServers, URI registry, int partitions) {
    writer =
        new RecordWriter<>(
            RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry))),
            TopicCatalogue.TICKETS);
    partition = new SitePartitioner(partitions).partitionOf(SITE);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Where they all lie. */
  int partition() {
    return partition;
  }

  /** Appends one; completes with the monotonic time at which it is on the brokers. */
  CompletableFuture<Long> append(int number) {
    CompletableFuture<Long> acknowledged = new CompletableFuture<>();
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.TICKETS.name(),
            partition,
            (SITE + "/" + number).getBytes(StandardCharsets.UTF_8),
            writer.write(ticket(number).ticket())),
        (metadata, failure) -> {
          if (failure == null) {
            acknowledged.complete(System.nanoTime());
          } else {
            acknowledged.completeExceptionally(failure);
          }
        });
    return acknowledged;
  }

  /** Waits until all are on the brokers. */
  void flush() {
    producer.flush();
  }

  /** The ticket with this number. */
  static IssuedTicket ticket(int number) {
    Instant first = FIRST.plus(Duration.ofMinutes(number));
    Ticket ticket =
        Ticket.newBuilder()
            .setSiteId(SITE)
            .setNumber(number)
            .setPublicNumber("%s-%06d".formatted(SITE, number))
            .setRevision(1)
            .setStatus(TicketStatus.ISSUED)
            .setVisitId("v-" + number)
            .setOrderId("order-" + number % 100)
            .setCarrier("carrier-" + number % 7)
            .setMaterial("gravel 0/32")
            .setTractorPlate("AB-%03d-CD".formatted(number % 1_000))
            .setDirection(Direction.OUTBOUND)
            .setGrossGrams(40_000_000L)
            .setTareGrams(14_000_500L)
            .setNetGrams(25_999_500L)
            .setFirst(weighing("a" + number, first, 14_000_500L))
            .setSecond(weighing("b" + number, first.plus(Duration.ofMinutes(20)), 40_000_000L))
            .setDocumentHash("%064x".formatted(number))
            .build();
    return new IssuedTicket(ticket, first);
  }

  private static TicketWeighing weighing(String id, Instant at, long grams) {
    return TicketWeighing.newBuilder()
        .setWeighingId(id)
        .setScaleId("scale-1")
        .setAt(at)
        .setGrossGrams(grams)
        .setManual(false)
        .build();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
