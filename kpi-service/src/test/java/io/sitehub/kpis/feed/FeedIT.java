package io.sitehub.kpis.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.kpis.RunningService;
import io.sitehub.kpis.feed.SseClient.Event;
import io.sitehub.local.Brokers;
import io.sitehub.local.Registry;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.Bucket;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import io.sitehub.model.topic.Replication;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvisioner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two services over a real broker: whoever a client comes back to, it misses nothing. */
class FeedIT {
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path directory;
  private static Brokers brokers;
  private static Registry registry;
  private static RecordWriter<Visit> visits;
  private static RecordWriter<KpiCell> cells;
  private static RecordWriter<Alert> alerts;
  private static RunningService one;
  private static RunningService two;

  @BeforeAll
  static void start() throws Exception {
    brokers = Brokers.start(directory, 1);
    registry = Registry.start(directory, brokers);
    SchemaRegistry schemas =
        RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry.url())));
    visits = new RecordWriter<>(schemas, TopicCatalogue.VISITS);
    cells = new RecordWriter<>(schemas, TopicCatalogue.KPIS);
    alerts = new RecordWriter<>(schemas, TopicCatalogue.ALERTS);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      new TopicProvisioner(admin, new Replication(PARTITIONS, 1, 1), PATIENCE)
          .provision(List.of(TopicCatalogue.VISITS, TopicCatalogue.KPIS, TopicCatalogue.ALERTS));
    }
    one = service();
    two = service();
  }

  /** With so small a ring, whoever is away for some ten changes must catch up from the log. */
  private static RunningService service() throws Exception {
    RunningService service =
        RunningService.start(
            Map.of(
                "kafka.bootstrap", brokers.bootstrapServers(),
                "registry.url", registry.url().toString(),
                "processors", "http://127.0.0.1:1",
                "feed.ring.bytes", "4KiB",
                "feed.max.clients", "3"));
    await()
        .atMost(PATIENCE)
        .until(() ->
            service
                .getManagement("/health/ready")
                .body()
                .at("/checks/feed/reason")
                .asText()
                .contains("follows"));
    return service;
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    registry.close();
    brokers.close();
  }

  private static Producer<byte[], byte[]> producer(String transactionalId) {
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                brokers.bootstrapServers(),
                "transactional.id",
                transactionalId),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private static ProducerRecord<byte[], byte[]> record(
      Topic topic, String site, String key, byte @Nullable [] value) {
    return new ProducerRecord<>(
        topic.name(),
        new SitePartitioner(PARTITIONS).partitionOf(site),
        (site + "/" + key).getBytes(StandardCharsets.UTF_8),
        value);
  }

  private static ProducerRecord<byte[], byte[]> visit(String site, String visitId) {
    Visit visit =
        Visit.newBuilder()
            .setSiteId(site)
            .setVisitId(visitId)
            .setState(VisitState.ON_SITE)
            .setQueuePriority(0)
            .build();
    return record(TopicCatalogue.VISITS, site, visitId, visits.write(visit));
  }

  private static ProducerRecord<byte[], byte[]> alert(String site, String alertId) {
    Alert alert = new Alert(site, alertId, "event-name-reuse", "/t", "twice", NOON, null);
    return record(TopicCatalogue.ALERTS, site, alertId, alerts.write(alert));
  }

  /** Writes numbered visits and alerts, each in its own transaction; every third is aborted. */
  private static void writeTransactions(String site, int count) {
    try (Producer<byte[], byte[]> producer = producer("writer-" + site)) {
      for (int i = 0; i < count; i++) {
        producer.beginTransaction();
        if (i % 3 == 0) {
          producer.send(visit(site, "aborted-" + i));
          producer.flush();
          producer.abortTransaction();
          producer.beginTransaction();
        }
        producer.send(i % 5 == 4 ? alert(site, "n-" + i) : visit(site, "n-" + i));
        producer.send(visit("elsewhere", "n-" + i));
        producer.commitTransaction();
      }
    }
  }

  private static URI feed(RunningService service, String site) {
    return service.uri().resolve("/v1/sites/" + site + "/feed");
  }

  private static String name(Event event) throws Exception {
    JsonNode data = JSON.readTree(event.data());
    return event.type().equals("alert")
        ? data.path("alertId").asText()
        : data.path("visitId").asText();
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n-" + i).toList();
  }

  /** Reads until so many events were received; each of the same topic in order, none twice. */
  private static List<String> names(SseClient client, int count) throws Exception {
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      Event event = client.next(PATIENCE);
      assertThat(event).as("after %s", names).isNotNull();
      if (event != null) {
        names.add(name(event));
      }
    }
    return names;
  }

  @Test
  void aClientThatChangesInstancesMissesNothingAndSeesNothingTwice() throws Exception {
    // Given
    int count = 120;
    String site = "changing";
    List<String> seen = new ArrayList<>();
    String lastId;
    try (SseClient client = SseClient.connect(feed(one, site), null)) {
      await().atMost(PATIENCE).until(() -> !client.lastId().isEmpty());
      lastId = client.lastId();
    }

    // When: it comes and goes while things happen
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(() -> writeTransactions(site, count));
    for (int turn = 0; seen.size() < count; turn++) {
      try (SseClient client = SseClient.connect(feed(turn % 2 == 0 ? two : one, site), lastId)) {
        for (int i = 0; i < 7 && seen.size() < count; i++) {
          Event event = client.next(PATIENCE);
          assertThat(event).as("after %s", seen).isNotNull();
          if (event != null) {
            seen.add(name(event));
            lastId = event.id();
          }
        }
      }
    }
    writing.join();

    // Then
    assertThat(seen).containsExactlyInAnyOrderElementsOf(numbered(count));
    assertThat(seen.stream().filter(each -> !numberOf(each, 5)).toList())
        .as("visits in their order")
        .isEqualTo(numbered(count).stream().filter(each -> !numberOf(each, 5)).toList());
  }

  private static boolean numberOf(String name, int alertEvery) {
    return Integer.parseInt(name.substring(2)) % alertEvery == alertEvery - 1;
  }

  @Test
  void catchesUpFromTheLogAfterALongAbsence() throws Exception {
    // Given: a client that saw the first change, then left
    String site = "absent";
    String lastId;
    try (SseClient client = SseClient.connect(feed(one, site), null)) {
      await().atMost(PATIENCE).until(() -> !client.lastId().isEmpty());
      try (Producer<byte[], byte[]> producer = producer("absent-first")) {
        producer.beginTransaction();
        producer.send(visit(site, "first"));
        producer.commitTransaction();
      }
      assertThat(names(client, 1)).containsExactly("first");
      lastId = client.lastId();
    }

    // When: far more happens than is kept in memory
    writeTransactions(site, 60);

    // Then
    try (SseClient client = SseClient.connect(feed(two, site), lastId)) {
      assertThat(names(client, 60)).containsExactlyInAnyOrderElementsOf(numbered(60));
    }
  }

  @Test
  void tellsKpiValuesReadably() throws Exception {
    // Given
    String site = "counting";
    Accumulator value = new Accumulator(2L, 7_200_000L, List.of(new Bucket(0, 2L)), List.of());
    KpiCell quarter =
        new KpiCell(
            site,
            "turnaround",
            List.of("A/B", "", "inbound"),
            Granularity.QUARTER_HOUR,
            NOON,
            value);
    String key = "turnaround/quarter-hour/2026-11-23T11:00:00Z/A%2FB//inbound";
    try (SseClient client = SseClient.connect(feed(one, site).resolve("feed?events=kpis"), null);
        Producer<byte[], byte[]> producer = producer("counting")) {
      await().atMost(PATIENCE).until(() -> !client.lastId().isEmpty());

      // When: a quarter hour, its day, another topic, and the quarter hour taken back
      producer.beginTransaction();
      producer.send(record(TopicCatalogue.KPIS, site, key, cells.write(quarter)));
      producer.send(
          record(
              TopicCatalogue.KPIS, site, key.replace("quarter-hour", "day"), cells.write(quarter)));
      producer.send(visit(site, "not asked for"));
      producer.send(record(TopicCatalogue.KPIS, site, key, null));
      producer.commitTransaction();
      Event first = client.next(PATIENCE);
      Event second = client.next(PATIENCE);

      // Then
      assertThat(first).isNotNull();
      assertThat(second).isNotNull();
      if (first != null && second != null) {
        JsonNode told = JSON.readTree(first.data());
        assertThat(first.type()).isEqualTo("kpi");
        assertThat(told.path("from").asText()).isEqualTo("2026-11-23T11:00:00Z");
        assertThat(told.path("to").asText()).isEqualTo("2026-11-23T11:15:00Z");
        assertThat(told.at("/dimensions/carrier").asText()).isEqualTo("A/B");
        assertThat(told.path("unit").asText()).isEqualTo("min");
        assertThat(told.path("count").asLong()).isEqualTo(2);
        assertThat(told.at("/measures/mean").asDouble()).isEqualTo(60.0);
        assertThat(JSON.readTree(second.data()).path("count").asLong()).isZero();
      }
    }
  }

  @Test
  void startsAnewForAPositionOfAnotherLog() throws Exception {
    // When
    try (SseClient client =
        SseClient.connect(feed(one, "nowhere"), "999999999.999999999.999999999")) {

      // Then
      Event event = client.next(PATIENCE);
      assertThat(event).isNotNull();
      if (event != null) {
        assertThat(event.type()).isEqualTo("reset");
        assertThat(event.id()).doesNotContain("999999999");
      }
    }
  }

  @Test
  void losesNothingWhileTheBrokerIsAway() throws Exception {
    // Given
    String site = "patient";
    try (SseClient client = SseClient.connect(feed(two, site), null)) {
      await().atMost(PATIENCE).until(() -> !client.lastId().isEmpty());

      // When
      brokers.kill(1);
      brokers.restart(1);
      brokers.awaitReady();
      writeTransactions(site, 10);

      // Then
      assertThat(names(client, 10)).containsExactlyInAnyOrderElementsOf(numbered(10));
    }
  }

  @Test
  void servesNoMoreClientsThanItMayAndLetsThemGoWhenItStops() throws Exception {
    // Given
    RunningService full = service();
    List<SseClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        clients.add(SseClient.connect(feed(full, "full"), null));
      }

      // When
      RunningService.Reply refused = full.get("/v1/sites/full/feed");

      // Then
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.response().headers().firstValue("Retry-After")).isPresent();
    } finally {
      full.close();
    }
    for (SseClient client : clients) {
      Event event = client.next(PATIENCE);
      assertThat(event).isNotNull();
      if (event != null) {
        assertThat(event.type()).isEqualTo("end");
        assertThat(event.data()).contains("shutdown");
      }
      client.close();
    }
  }
}
