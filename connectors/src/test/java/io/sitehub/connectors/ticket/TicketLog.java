package io.sitehub.connectors.ticket;

import io.sitehub.model.event.Direction;
import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The topic of tickets as a connector sees it: bytes, with the gaps in the offsets that the markers
 * of transactions leave.
 */
public final class TicketLog {

  public static final Instant FIRST = Instant.parse("2026-11-02T07:00:00Z");
  public static final String SITE = "lyon-1";

  private final SchemaRegistry registry = new CachingSchemaRegistry(new InMemoryRegistry());
  private final RecordWriter<Ticket> writer = new RecordWriter<>(registry, TopicCatalogue.TICKETS);
  private final List<List<SinkRecord>> partitions = new ArrayList<>();

  public TicketLog(int partitions) {
    for (int n = 0; n < partitions; n++) {
      this.partitions.add(new ArrayList<>());
    }
  }

  /** So many revisions, some of them of tickets that are there already. */
  public static TicketLog random(int partitions, int revisions, RandomGenerator random) {
    TicketLog log = new TicketLog(partitions);
    int[] latest = new int[revisions + 1];
    int tickets = 0;
    for (int n = 0; n < revisions; n++) {
      boolean corrects = tickets > 0 && random.nextInt(4) == 0;
      int number = corrects ? 1 + random.nextInt(tickets) : ++tickets;
      latest[number]++;
      log.append(number % partitions, ticket(number, latest[number]), random.nextInt(3));
    }
    return log;
  }

  public SchemaRegistry registry() {
    return registry;
  }

  /** Appends a revision behind so many markers. */
  public SinkRecord append(int partition, Ticket ticket, int markers) {
    return append(
        partition, ticket.getSiteId() + "/" + ticket.getNumber(), writer.write(ticket), markers);
  }

  /** Appends anything. */
  public SinkRecord append(int partition, String key, byte @Nullable [] value, int markers) {
    List<SinkRecord> records = partitions.get(partition);
    long offset = records.isEmpty() ? markers : records.getLast().kafkaOffset() + 1 + markers;
    SinkRecord record =
        new SinkRecord(
            TopicCatalogue.TICKETS.name(),
            partition,
            null,
            key.getBytes(StandardCharsets.UTF_8),
            null,
            value,
            offset,
            FIRST.plusSeconds(offset).toEpochMilli(),
            TimestampType.CREATE_TIME);
    records.add(record);
    return record;
  }

  /** The partitions, as Kafka names them. */
  public List<TopicPartition> names() {
    List<TopicPartition> names = new ArrayList<>();
    for (int n = 0; n < partitions.size(); n++) {
      names.add(new TopicPartition(TopicCatalogue.TICKETS.name(), n));
    }
    return names;
  }

  /** At most so many records from an offset on. */
  public List<SinkRecord> from(TopicPartition partition, long offset, int most) {
    return partitions.get(partition.partition()).stream()
        .filter(record -> record.kafkaOffset() >= offset)
        .limit(most)
        .toList();
  }

  /** Everything that was appended. */
  public List<IssuedTicket> tickets() {
    TicketReader reader = new TicketReader(registry);
    return partitions.stream()
        .flatMap(List::stream)
        .map(reader::read)
        .filter(TicketReader.Read.Readable.class::isInstance)
        .map(read -> ((TicketReader.Read.Readable) read).ticket())
        .toList();
  }

  /** A ticket whose content depends on number and revision. */
  public static Ticket ticket(int number, int revision) {
    Instant first = FIRST.plus(Duration.ofMinutes(number));
    return Ticket.newBuilder()
        .setSiteId(SITE)
        .setNumber(number)
        .setPublicNumber("%s-%06d".formatted(SITE, number))
        .setRevision(revision)
        .setStatus(revision % 5 == 4 ? TicketStatus.VOID : TicketStatus.ISSUED)
        .setVisitId("v-" + number)
        .setCarrier(number % 3 == 0 ? null : "carrier-" + number % 7)
        .setMaterial("gravel 0/32")
        .setTractorPlate("AB-%03d-CD".formatted(number % 1_000))
        .setDirection(Direction.OUTBOUND)
        .setGrossGrams(40_000_000L + revision * 20_000L)
        .setTareGrams(14_000_500L)
        .setNetGrams(25_999_500L + revision * 20_000L)
        .setFirst(weighing("a" + number, first, 14_000_500L))
        .setSecond(
            weighing(
                "b" + number + "-" + revision,
                first.plus(Duration.ofMinutes(20)),
                40_000_000L + revision * 20_000L))
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
        .setAlibiId("alibi-" + id)
        .build();
  }
}
