package io.sitehub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real brokers and a real registry: what they acknowledged survives the kill of any one. */
class LocalClusterIT {
  private static final int RECORDS = 200;

  @TempDir static Path directory;
  static Brokers brokers;

  @BeforeAll
  static void start() {
    brokers = Brokers.start(directory, 3);
  }

  @AfterAll
  static void stop() {
    brokers.close();
  }

  @Test
  void keepsEveryAcknowledgedRecordWhenABrokerIsKilledAndComesBack() throws Exception {
    // Given
    createTopic("kept");
    AtomicInteger acknowledged = new AtomicInteger();

    // When
    try (KafkaProducer<String, String> producer = producer(10_000)) {
      for (int i = 0; i < RECORDS; i++) {
        if (i == RECORDS / 2) {
          brokers.kill(2);
        }
        producer.send(
            new ProducerRecord<>("kept", 0, null, "record-" + i),
            (metadata, failure) -> {
              if (failure == null) {
                acknowledged.incrementAndGet();
              }
            });
      }
      producer.flush();
    }
    brokers.restart(2);
    brokers.awaitReady();

    // Then
    assertThat(acknowledged).hasValue(RECORDS);
    assertThat(read("kept")).hasSize(RECORDS);
  }

  @Test
  void aFrozenBrokerKeepsItsPortAndComesBackWhenThawed() {
    // Given
    ChildProcess broker = brokers.process(3);

    // When
    broker.freeze();

    // Then
    assertThat(broker.alive()).isTrue();

    // When
    broker.thaw();

    // Then
    brokers.awaitReady();
  }

  @Test
  void aDirectoryMayHaveAnyNameThatPeopleGiveIt() {
    // Given
    Path named = directory.resolve("\u00f6 x");

    // When
    try (Brokers single = Brokers.start(named, 1)) {
      // Then
      assertThat(single.process(1).alive()).isTrue();
      assertThat(named.resolve("broker-1").resolve("log").resolve("meta.properties")).exists();
    }
  }

  @Test
  void refusesATopicThatNobodyDeclared() throws Exception {
    // When
    try (KafkaProducer<String, String> producer = producer(2_000)) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("undeclared", "x")).get())
          .hasMessageContaining("undeclared");
    }

    // Then
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      assertThat(admin.listTopics().names().get()).doesNotContain("undeclared");
    }
  }

  @Test
  void theRegistryKeepsItsSchemasAcrossAKillAndRefusesIncompatibleOnes() throws Exception {
    try (Registry registry = Registry.start(directory, brokers)) {
      // Given
      HttpResponse<String> first = register(registry, "{\"type\":\"string\"}");
      assertThat(first.statusCode()).isEqualTo(200);

      // When
      registry.process().kill();
      registry.restart();
      registry.awaitReady();

      // Then
      assertThat(register(registry, "{\"type\":\"string\"}").body()).isEqualTo(first.body());
      assertThat(register(registry, "{\"type\":\"int\"}").statusCode()).isEqualTo(409);
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
        assertThat(admin.describeTopics(Set.of("kafkasql-journal")).allTopicNames().get().values())
            .singleElement()
            .satisfies(topic -> assertThat(topic.partitions().getFirst().replicas()).hasSize(3));
      }
    }
  }

  private static HttpResponse<String> register(Registry registry, String schema) throws Exception {
    String body = "{\"schema\":\"" + schema.replace("\"", "\\\"") + "\"}";
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/greeting/versions"))
              .header("Content-Type", "application/vnd.schemaregistry.v1+json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void createTopic(String name) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, brokers.replicationFactor()))).all().get();
    }
  }

  private static KafkaProducer<String, String> producer(int patienceMs) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            brokers.bootstrapServers(),
            "acks",
            "all",
            "max.block.ms",
            patienceMs),
        new StringSerializer(),
        new StringSerializer());
  }

  private static Set<String> read(String topic) {
    Set<String> values = new HashSet<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", brokers.bootstrapServers(), "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      long end = consumer.endOffsets(Set.of(partition)).getOrDefault(partition, 0L);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
