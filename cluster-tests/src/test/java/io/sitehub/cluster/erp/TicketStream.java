package io.sitehub.cluster.erp;

import io.sitehub.model.event.Direction;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Tickets of several sites and their corrections, written as the processors write them: in
 * transactions, of which some are aborted.
 */
final class TicketStream implements AutoCloseable {
  private static final int SITES = 5;
  private static final int IN_A_TRANSACTION = 40;
  private static final Instant FIRST = Instant.parse("2026-11-02T07:00:00Z");

  private final Random random;
  private final SitePartitioner partitioner;
  private final RecordWriter<Ticket> writer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, Integer> revisions = new HashMap<>();

  TicketStream(ErpSite site, long seed) {
    random = new Random(seed);
    partitioner = new SitePartitioner(site.partitions());
    writer =
        new RecordWriter<>(
            RestSchemaRegistry.cached(RegistrySettings.of(List.of(site.registry()))),
            TopicCatalogue.TICKETS);
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                site.bootstrapServers(),
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                "ticket-stream"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  /** Writes so many revisions, evenly over a time. */
  void write(int count, Duration over) throws InterruptedException {
    int transactions = Math.ceilDiv(count, IN_A_TRANSACTION);
    long pauseMs = over.toMillis() / transactions;
    for (int n = 0; n < transactions; n++) {
      if (random.nextInt(10) == 0) {
        abort();
      }
      producer.beginTransaction();
      next(Math.min(IN_A_TRANSACTION, count - n * IN_A_TRANSACTION), numbers, revisions)
          .forEach(this::send);
      producer.commitTransaction();
      Thread.sleep(pauseMs);
    }
  }

  /** Writes one ticket, as it is told. */
  void write(Ticket ticket) {
    producer.beginTransaction();
    send(ticket);
    producer.commitTransaction();
  }

  /** Tickets that were never issued: they say what others will say otherwise. */
  private void abort() {
    producer.beginTransaction();
    for (Ticket ticket : next(5, new HashMap<>(numbers), new HashMap<>(revisions))) {
      ticket.setMaterial("never issued");
      send(ticket);
    }
    producer.flush();
    producer.abortTransaction();
  }

  private List<Ticket> next(
      int count, Map<String, Integer> numbersNow, Map<String, Integer> revisionsNow) {
    List<Ticket> tickets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String site = "erp-" + random.nextInt(SITES);
      int last = numbersNow.getOrDefault(site, 0);
      boolean corrects = last > 0 && random.nextInt(4) == 0;
      int number = corrects ? 1 + random.nextInt(last) : last + 1;
      numbersNow.put(site, Math.max(last, number));
      tickets.add(ticket(site, number, revisionsNow.merge(site + "/" + number, 1, Integer::sum)));
    }
    return tickets;
  }

  private void send(Ticket ticket) {
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.TICKETS.name(),
            partitioner.partitionOf(ticket.getSiteId()),
            InstantSource.system().millis(),
            (ticket.getSiteId() + "/" + ticket.getNumber()).getBytes(StandardCharsets.UTF_8),
            writer.write(ticket)));
  }

  static Ticket ticket(String site, int number, int revision) {
    Instant first = FIRST.plus(Duration.ofMinutes(number));
    long fullGrams = 40_000_000L + revision * 20_000L;
    return Ticket.newBuilder()
        .setSiteId(site)
        .setNumber(number)
        .setPublicNumber("%s-%06d".formatted(site, number))
        .setRevision(revision)
        .setStatus(revision % 5 == 4 ? TicketStatus.VOID : TicketStatus.ISSUED)
        .setVisitId("v-" + number)
        .setCarrier("carrier-" + number % 7)
        .setMaterial("gravel 0/32")
        .setTractorPlate("AB-%03d-CD".formatted(number % 1_000))
        .setDirection(Direction.OUTBOUND)
        .setGrossGrams(fullGrams)
        .setTareGrams(14_000_500L)
        .setNetGrams(fullGrams - 14_000_500L)
        .setFirst(weighing("a" + number, first, 14_000_500L))
        .setSecond(
            weighing("b" + number + "-" + revision, first.plus(Duration.ofMinutes(20)), fullGrams))
        .setDocumentHash("%064x".formatted(number * 1_000L + revision))
        .setPreviousHash(revision == 1 ? null : "%064x".formatted(number * 1_000L + revision - 1))
        .build();
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
