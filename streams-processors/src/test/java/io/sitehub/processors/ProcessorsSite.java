package io.sitehub.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.local.Brokers;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.FreePorts;
import io.sitehub.local.Launch;
import io.sitehub.local.Registry;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Three brokers, a registry and processors, each a process of its own. */
final class ProcessorsSite implements AutoCloseable {

  static final int PARTITIONS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;
  private final Brokers brokers;
  private final Registry registry;
  private final SchemaRegistry schemas;
  private final Map<Integer, ChildProcess> processors = new HashMap<>();
  private final Map<Integer, List<Integer>> ports = new HashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordWriter<SpecificRecord> writer;
  private final RecordWriter<SpecificRecord> settingWriter;

  ProcessorsSite(Path directory) {
    this.directory = directory;
    this.brokers = Brokers.start(directory, 3);
    this.registry = Registry.start(directory, brokers);
    this.schemas = RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry.url())));
    this.writer = new RecordWriter<>(schemas, TopicCatalogue.EVENTS);
    this.settingWriter = new RecordWriter<>(schemas, TopicCatalogue.CONFIGS);
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                30_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Lets a site define a KPI, as the API would. */
  void define(String siteId, KpiDeclaration declaration) {
    producer.send(
        new ProducerRecord<>(
            TopicCatalogue.CONFIGS.name(),
            partitionOf(siteId),
            (siteId + "/kpi/" + declaration.getKpi()).getBytes(StandardCharsets.UTF_8),
            settingWriter.write(new SiteKpi(siteId, declaration))));
    producer.flush();
  }

  SchemaRegistry schemas() {
    return schemas;
  }

  /** Starts processor {@code number}, again on the same ports and the same state. */
  void start(int number) {
    start(number, Map.of());
  }

  /**
   * The same with settings that differ from those of the others.
   *
   * @param settings by their keys
   */
  void start(int number, Map<String, String> settings) {
    List<Integer> taken = ports.computeIfAbsent(number, n -> FreePorts.take(2));
    Path file = directory.resolve("processor-" + number + ".properties");
    try {
      Files.writeString(
          file,
          """
          instance.id=processor-%d
          kafka.bootstrap=%s
          registry.url=%s
          topics.partitions=%d
          internal.port=%d
          management.port=%d
          state.dir=%s
          kpis.step.visits=5
          """
                  .formatted(
                      number,
                      brokers.bootstrapServers(),
                      registry.url(),
                      PARTITIONS,
                      taken.getFirst(),
                      taken.getLast(),
                      stateDirectory(number))
              + settings.entrySet().stream()
                  .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                  .collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    processors.put(
        number,
        ChildProcess.startTied(
            new Launch(
                "processor-" + number,
                Launch.sameJava(),
                List.of("-Xmx192m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"),
                Launch.sameClasspath(),
                Processors.class.getName(),
                List.of("--config", file.toString()),
                Map.of(),
                directory.resolve("processor-" + number + ".log"))));
  }

  Path stateDirectory(int number) {
    return directory.resolve("state-" + number);
  }

  String bootstrapServers() {
    return brokers.bootstrapServers();
  }

  ChildProcess processor(int number) {
    return Objects.requireNonNull(processors.get(number), "not started");
  }

  void publish(Collection<SiteEvent> events) {
    publish(events, Instant.now());
  }

  /** Publishes events as if they had been written to the log at an instant. */
  void publish(Collection<SiteEvent> events, Instant writtenAt) {
    for (SiteEvent event : events) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(
              TopicCatalogue.EVENTS.name(),
              null,
              writtenAt.toEpochMilli(),
              event.siteId().getBytes(StandardCharsets.UTF_8),
              writer.write(event.data()));
      CloudEventHeaders.write(event.attributes(), record.headers());
      producer.send(record);
    }
  }

  void flush() {
    producer.flush();
  }

  static int partitionOf(String siteId) {
    return new SitePartitioner(PARTITIONS).partitionOf(siteId);
  }

  /** What a processor answers at a path of its internal port; empty: it does not answer. */
  Optional<HttpResponse<byte[]>> get(int number, String path) {
    return get(Objects.requireNonNull(ports.get(number)).getFirst(), number, path);
  }

  /** What a processor answers at a path of its management port; empty: it does not answer. */
  Optional<HttpResponse<byte[]>> manage(int number, String path) {
    return get(Objects.requireNonNull(ports.get(number)).getLast(), number, path);
  }

  private Optional<HttpResponse<byte[]>> get(int port, int number, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return Optional.of(
          http.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
              BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted asking processor " + number, e);
    }
  }

  /** What a processor answers about a site. */
  Optional<HttpResponse<byte[]>> ask(int number, String siteId, String question) {
    return get(
        number,
        "/internal/v1/partitions/"
            + partitionOf(siteId)
            + "/sites/"
            + siteId
            + (question.isEmpty() ? "" : "/" + question));
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every committed record of a topic. */
  List<ConsumerRecord<byte[], byte[]>> committed(Topic topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  /** Kills those that run; each can be started again. */
  void killProcessors() {
    processors.values().forEach(ChildProcess::kill);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    killProcessors();
    http.close();
    registry.close();
    brokers.close();
  }
}
