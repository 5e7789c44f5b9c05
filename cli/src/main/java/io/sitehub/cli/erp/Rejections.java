package io.sitehub.cli.erp;

import io.sitehub.cli.log.TopicScan;
import io.sitehub.connectors.reject.Redrive;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What ERPs refused, as the log has it: each ticket once, however often a connector that died
 * between two steps put it aside.
 */
public final class Rejections {

  private static final String CONTEXT = "__connect.errors.";

  private final String bootstrapServers;
  private final int partitions;
  private final TopicScan scan;
  private final RecordReader<Ticket> reader;

  /**
   * Those of a site.
   *
   * @param partitions of the topics that lie by site
   */
  public Rejections(String bootstrapServers, int partitions, URI registry) {
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
    this.scan = new TopicScan(bootstrapServers);
    this.reader =
        RecordReader.of(
            RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry))), Ticket.class);
  }

  /** Where the same record was refused by the same connector. */
  private record Origin(String connector, String from) {}

  /** All of them, the oldest first. */
  public List<Rejection> all() {
    Map<Origin, ConsumerRecord<byte[], byte[]>> last = new LinkedHashMap<>();
    scan.all(TopicCatalogue.ERP_REJECTED, record -> last.put(origin(record), record));
    if (last.isEmpty()) {
      return List.of();
    }
    Map<String, Instant> redriven = new HashMap<>();
    scan.all(
        TopicCatalogue.ERP_REDRIVES,
        record ->
            redriven.put(text(record, Redrive.REJECTION), Instant.parse(text(record, Redrive.AT))));
    Map<String, Integer> newest = new HashMap<>();
    scan.all(
        TopicCatalogue.TICKETS, record -> newest.merge(key(record), revision(record), Math::max));
    List<Rejection> all = new ArrayList<>();
    last.forEach((origin, record) -> all.add(rejection(origin, record, redriven, newest)));
    all.sort(Comparator.comparing(Rejection::issuedAt));
    return all;
  }

  /** The one with this id. */
  public Optional<Rejection> find(String id) {
    return all().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /**
   * Offers it to the same connector once more, byte for byte.
   *
   * @throws IllegalStateException when the brokers do not take it
   */
  public void redrive(Rejection rejection, Instant now) throws InterruptedException {
    ConsumerRecord<byte[], byte[]> refused = record(rejection.id());
    ProducerRecord<byte[], byte[]> offer =
        new ProducerRecord<>(
            TopicCatalogue.ERP_REDRIVES.name(),
            new SitePartitioner(partitions).partitionOf(rejection.ticket().split("/", 2)[0]),
            refused.timestamp(),
            refused.key(),
            refused.value());
    put(offer, Redrive.CONNECTOR, rejection.connector());
    put(offer, Redrive.REJECTION, rejection.id());
    put(offer, Redrive.AT, now.toString());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(offer).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the brokers do not take it", e.getCause());
    }
  }

  private ConsumerRecord<byte[], byte[]> record(String id) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    scan.all(
        TopicCatalogue.ERP_REJECTED,
        record -> {
          if (id(record).equals(id)) {
            found.add(record);
          }
        });
    return found.getFirst();
  }

  private Rejection rejection(
      Origin origin,
      ConsumerRecord<byte[], byte[]> record,
      Map<String, Instant> redriven,
      Map<String, Integer> newest) {
    int revision = revision(record);
    return new Rejection(
        id(record),
        Instant.ofEpochMilli(record.timestamp()),
        origin.connector(),
        key(record),
        revision,
        origin.from(),
        text(record, CONTEXT + "exception.message"),
        Optional.ofNullable(redriven.get(id(record))),
        Optional.ofNullable(newest.get(key(record))).filter(latest -> latest > revision));
  }

  private int revision(ConsumerRecord<byte[], byte[]> record) {
    return reader.read(record.value()) instanceof DecodeResult.Decoded<Ticket>(Ticket ticket, int _)
        ? ticket.getRevision()
        : 0;
  }

  private static Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(
        text(record, CONTEXT + "connector.name"),
        "%s-%s@%s"
            .formatted(
                text(record, CONTEXT + "topic"),
                text(record, CONTEXT + "partition"),
                text(record, CONTEXT + "offset")));
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    return record.partition() + "-" + record.offset();
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void put(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
