package io.sitehub.gateway;

import static io.sitehub.gateway.TestEvents.entered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.kit.config.Settings;
import io.sitehub.kit.lifecycle.Lifecycle;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.local.Brokers;
import io.sitehub.local.Registry;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.topic.Replication;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvisioner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway's promise on three real brokers that are really killed. Ordered only so that the
 * tests that take brokers or the registry away come last; none needs what another left behind.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatewayIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Replication REPLICATION = new Replication(3, 3, 2);

  @TempDir static Path directory;
  private static Brokers brokers;
  private static Registry registry;
  private static HttpClient client;

  private final List<Lifecycle> started = new ArrayList<>();

  /** Where a gateway is, also after it was stopped. */
  private record Running(URI uri, URI management) {}

  @BeforeAll
  static void startCluster() throws Exception {
    brokers = Brokers.start(directory, 3);
    registry = Registry.start(directory, brokers);
    client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      new TopicProvisioner(admin, REPLICATION, Duration.ofSeconds(30))
          .provision(List.of(TopicCatalogue.EVENTS));
    }
  }

  @AfterAll
  static void stopCluster() {
    client.close();
    registry.close();
    brokers.close();
  }

  @AfterEach
  void stopGateways() {
    started.forEach(Lifecycle::stop);
  }

  @Test
  @Order(1)
  void a_receipt_says_where_the_event_lies_in_the_log() throws Exception {
    Running gateway = start(Map.of());

    HttpResponse<String> reply = post(gateway, entered("lyon-1", "receipt-1"));

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    JsonNode receipt = JSON.readTree(reply.body()).at("/receipts/0");
    ConsumerRecord<byte[], byte[]> found =
        log().stream()
            .filter(each -> each.partition() == receipt.path("partition").asInt())
            .filter(each -> each.offset() == receipt.path("offset").asLong())
            .findFirst()
            .orElseThrow();
    assertThat(new String(found.key(), StandardCharsets.UTF_8)).isEqualTo("lyon-1");
    assertThat(header(found, CloudEventHeaders.ID)).isEqualTo("receipt-1");
    assertThat(header(found, CloudEventHeaders.TYPE)).isEqualTo("com.sitehub.gate.entered.v1");
    assertThat(header(found, CloudEventHeaders.TIME)).isEqualTo("2026-11-23T07:31:04.500Z");
    assertThat(header(found, CloudEventHeaders.CONTENT_TYPE)).isEqualTo(CloudEventHeaders.AVRO);
    assertThat(found.value()[0]).isZero();
  }

  @Test
  @Order(2)
  void a_topic_weaker_than_expected_is_refused_by_what_is_weak() {
    assertThatThrownBy(() ->
            start(
                Map.of(
                    "topic.replication.expected", "4",
                    "topic.min.insync.expected", "3",
                    "topic.partitions.expected", "6",
                    "limit.body", "2MiB")))
        .isInstanceOfSatisfying(
            StartRefused.class,
            refused ->
                assertThat(refused.reasons())
                    .hasSize(4)
                    .anyMatch(reason -> reason.contains("topic.partitions.expected=6"))
                    .anyMatch(reason -> reason.contains("max.message.bytes"))
                    .anyMatch(reason -> reason.contains("topic.replication.expected=4"))
                    .anyMatch(reason -> reason.contains("topic.min.insync.expected=3")));
  }

  @Test
  @Order(3)
  void a_rolling_restart_shows_clients_no_error() throws Exception {
    // Given two gateways, and clients that go where readiness is green
    Running first = start(Map.of("drain.delay", "2s"));
    Running second = start(Map.of("drain.delay", "2s"));
    AtomicBoolean more = new AtomicBoolean(true);
    ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int number = i;
        running.add(
            clients.submit(() -> {
              for (int n = 0; more.get(); n++) {
                Running target = ready(first) ? first : second;
                statuses.add(
                    post(target, entered("lyon-1", "roll-" + number + "-" + n)).statusCode());
              }
              return null;
            }));
      }
      await().atMost(Duration.ofSeconds(30)).until(() -> statuses.size() > 100);

      // When one is stopped
      started.getFirst().stop();
      int soFar = statuses.size();
      await().atMost(Duration.ofSeconds(30)).until(() -> statuses.size() > soFar + 100);
      more.set(false);
      for (Future<?> each : running) {
        each.get();
      }
    }

    // Then
    assertThat(Set.copyOf(statuses)).containsExactly(200);
  }

  @Test
  @Order(4)
  void a_warm_gateway_needs_no_registry() throws Exception {
    Running gateway = start(Map.of());
    registry.close();

    assertThat(post(gateway, entered("lyon-1", "no-registry")).statusCode()).isEqualTo(200);
  }

  @Test
  @Order(5)
  void no_acknowledged_event_is_lost_when_the_leader_is_killed() throws Exception {
    // Given clients that send to one site without pause, each with its own ids
    registry = Registry.start(directory.resolve("second"), brokers);
    Running gateway = start(Map.of());
    String site = "lyon-1";
    int partition = new SitePartitioner(REPLICATION.partitions()).partitionOf(site);
    AtomicBoolean more = new AtomicBoolean(true);
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    ConcurrentLinkedQueue<Integer> others = new ConcurrentLinkedQueue<>();
    List<Future<?>> running = new ArrayList<>();
    int killed;
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        int number = i;
        running.add(
            clients.submit(() -> {
              for (int n = 0; more.get(); n++) {
                String id = "kill-" + number + "-" + n;
                int status = post(gateway, entered(site, id)).statusCode();
                if (status == 200) {
                  acknowledged.add(id);
                } else {
                  others.add(status);
                }
              }
              return null;
            }));
      }
      try {
        awaitProgress(Duration.ofSeconds(30), running, () -> acknowledged.size() > 200);

        // When the broker that they all write to is killed
        killed = leader(partition);
        brokers.kill(killed);
        int atKill = acknowledged.size();
        awaitProgress(Duration.ofSeconds(40), running, () -> acknowledged.size() > atKill + 500);
      } finally {
        more.set(false); // or the clients would be waited for without end
      }
    }

    // Then no client saw more than a refusal, and another broker leads
    for (Future<?> each : running) {
      each.get();
    }
    assertThat(Set.copyOf(others)).isSubsetOf(Set.of(503));
    assertThat(leader(partition)).isNotEqualTo(killed);
    assertThat(ids()).containsAll(acknowledged);
    brokers.restart(killed);
    brokers.awaitReady();
  }

  /** Waits, but not for clients that have ended: what ended them is the failure to show. */
  private static void awaitProgress(
      Duration atMost, List<Future<?>> clients, BooleanSupplier enough) throws Exception {
    await()
        .atMost(atMost)
        .until(() -> enough.getAsBoolean() || clients.stream().anyMatch(Future::isDone));
    for (Future<?> each : clients) {
      if (each.isDone()) {
        each.get();
      }
    }
  }

  /** The broker that leads a partition of the events topic. */
  private static int leader(int partition) throws Exception {
    String topic = TopicCatalogue.EVENTS.name();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      TopicDescription events =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values().iterator().next();
      return events.partitions().get(partition).leader().id();
    }
  }

  @Test
  @Order(6)
  void without_enough_replicas_nothing_is_acknowledged_and_readiness_says_why() throws Exception {
    // Given
    Running gateway =
        start(
            Map.of(
                "kafka.producer.delivery.timeout.ms", "4000",
                "ready.patience", "2s",
                "ready.every", "200ms"));
    assertThat(post(gateway, entered("lyon-1", "before")).statusCode()).isEqualTo(200);

    // When two of three brokers are gone
    brokers.kill(1);
    brokers.kill(2);

    // Then
    HttpResponse<String> reply = post(gateway, entered("lyon-1", "meanwhile"));
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(503);
    assertThat(reply.headers().firstValue("Retry-After")).isPresent();
    await().atMost(Duration.ofSeconds(20)).until(() -> !ready(gateway));

    // And when they are back, so is the gateway, without a hand
    brokers.restart(1);
    brokers.restart(2);
    brokers.awaitReady();
    await().atMost(Duration.ofSeconds(40)).until(() -> ready(gateway));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> post(gateway, entered("lyon-1", "meanwhile")).statusCode() == 200);
  }

  private Running start(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("http.port", "0");
    all.put("management.port", "0");
    all.put("kafka.bootstrap", brokers.bootstrapServers());
    all.put("registry.url", registry.url().toString());
    all.put("drain.delay", "0ms");
    all.put("topic.partitions.expected", Integer.toString(REPLICATION.partitions()));
    all.putAll(settings);
    Gateway gateway = new Gateway(Settings.of(all).read(GatewayConfig::from));
    Lifecycle lifecycle = gateway.lifecycle();
    started.add(lifecycle);
    lifecycle.start();
    return new Running(gateway.uri(), gateway.managementUri());
  }

  private static HttpResponse<String> post(Running gateway, String event)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(gateway.uri().resolve("/v1/events"))
            .header("Content-Type", "application/cloudevents+json")
            .timeout(Duration.ofSeconds(30))
            .POST(BodyPublishers.ofString(event))
            .build(),
        BodyHandlers.ofString());
  }

  private static boolean ready(Running gateway) throws InterruptedException {
    try {
      URI uri = gateway.management().resolve("/health/ready");
      return client
              .send(
                  HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(1)).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static Set<String> ids() {
    return log().stream()
        .map(record -> header(record, CloudEventHeaders.ID))
        .collect(Collectors.toSet());
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static List<ConsumerRecord<byte[], byte[]>> log() {
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int p = 0; p < REPLICATION.partitions(); p++) {
        partitions.add(new TopicPartition(TopicCatalogue.EVENTS.name(), p));
      }
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }
}
