package io.sitehub.kpis.define;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.kpis.FakeProcessor;
import io.sitehub.kpis.OpenApiContract;
import io.sitehub.kpis.RunningService;
import io.sitehub.kpis.RunningService.Reply;
import io.sitehub.kpis.route.Role;
import io.sitehub.local.Brokers;
import io.sitehub.local.Registry;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.model.topic.Replication;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes through the whole service, written to a real broker and read back from it. */
class DefineIT {
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String CONFIG = "/v1/sites/{site}/config";
  private static final String DEFINITION = "/v1/sites/{site}/kpis/{kpi}/definition";
  private static final String GRAVEL =
      """
      {"kpi":"gravel-net","title":"Gravel","definition":"Net weight of gravel.",
       "when":"visit.material == 'gravel'","at":"visit.closedAt","value":"visit.netKg",
       "aggregate":"total","unit":"tonnes"}\
      """;

  @TempDir static Path directory;
  private static Brokers brokers;
  private static Registry registry;
  private static FakeProcessor processor;
  private static RunningService service;
  private static OpenApiContract contract;

  @BeforeAll
  static void start() throws Exception {
    contract = OpenApiContract.load();
    brokers = Brokers.start(directory, 1);
    registry = Registry.start(directory, brokers);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      new TopicProvisioner(admin, new Replication(PARTITIONS, 1, 1), PATIENCE)
          .provision(List.of(TopicCatalogue.CONFIGS));
    }
    processor = new FakeProcessor("one", PARTITIONS).holds(Role.ACTIVE, 0, 1, 2);
    service = service(brokers.bootstrapServers());
  }

  private static RunningService service(String bootstrap) throws Exception {
    return service(bootstrap, Map.of());
  }

  private static RunningService service(String bootstrap, Map<String, String> more)
      throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("kafka.bootstrap", bootstrap);
    settings.put("kafka.producer.max.block.ms", "2000");
    settings.put("registry.url", registry.url().toString());
    settings.put("routing.read.timeout", "4s");
    settings.put("processors", processor.address().toString());
    RunningService started = RunningService.start(settings);
    await().atMost(PATIENCE).until(() -> started.getManagement("/health/ready").status() == 200);
    return started;
  }

  @BeforeEach
  void knowASite() {
    processor.knows("lyon-1", "Europe/Paris");
  }

  @AfterAll
  static void stop() {
    service.close();
    processor.close();
    registry.close();
    brokers.close();
  }

  @Test
  void aConfigurationIsInTheLogWhenItIsAnswered() throws Exception {
    // When
    Reply first = put(CONFIG, "/v1/sites/porto-new/config", "{\"zone\":\"Europe/Lisbon\"}");
    // Then
    assertThat(first.status()).as("of a site nobody knew").isEqualTo(201);
    assertThat(first.body().at("/config/validFrom").asText()).isEqualTo("2026-11-23T11:00:00Z");
    ConsumerRecord<String, byte[]> record = written(first);
    assertThat(record.key()).isEqualTo("porto-new/config/2026-11-23T11:00:00Z");
    assertThat(record.partition())
        .isEqualTo(new SitePartitioner(PARTITIONS).partitionOf("porto-new"));
    SiteConfig config = read(record, SiteConfig.class);
    assertThat(config.getZone()).isEqualTo("Europe/Lisbon");
    assertThat(config.getFreeTimeMinutes()).isEqualTo(120);
  }

  @Test
  void aVersionWithTheSameStartIsReplacedAndCanBeRemoved() throws Exception {
    // When
    Reply replaced =
        put(
            CONFIG,
            "/v1/sites/lyon-1/config",
            "{\"validFrom\":\"2026-01-01T01:00:00+01:00\",\"freeTimeMinutes\":90}");
    Reply removed = service.delete("/v1/sites/lyon-1/config/2026-01-01T00:00:00Z");
    Reply unknown = service.delete("/v1/sites/lyon-1/config/2026-01-02T00:00:00Z");
    // Then
    assertThat(replaced.status()).isEqualTo(200);
    check("delete", CONFIG + "/{validFrom}", removed);
    check("delete", CONFIG + "/{validFrom}", unknown);
    assertThat(List.of(removed.status(), unknown.status())).containsExactly(204, 404);
    ConsumerRecord<String, byte[]> tombstone = newest("lyon-1/config/2026-01-01T00:00:00Z");
    assertThat(tombstone.value()).isNull();
  }

  @Test
  void whatIsWrongIsRefusedWithEverythingAndNothingIsWritten() throws Exception {
    // Given
    long before = written().size();
    // When
    Reply config =
        put(
            CONFIG,
            "/v1/sites/lyon-1/config",
            "{\"zone\":\"Pariss\",\"freeTimeMinutes\":-1,\"closedDates\":[\"2026-02-30\"]}");
    Reply kpi =
        put(
            DEFINITION,
            "/v1/sites/lyon-1/kpis/gravel-net/definition",
            GRAVEL.replace("visit.material", "visit.materiel"));
    Reply noJson = put(CONFIG, "/v1/sites/lyon-1/config", "zone: Europe/Paris");
    // Then
    assertThat(config.status()).isEqualTo(422);
    assertThat(config.body().path("violations").findValuesAsText("rule"))
        .containsExactlyInAnyOrder("zone", "minimum", "date");
    assertThat(kpi.status()).isEqualTo(422);
    assertThat(kpi.body().at("/violations/0/pointer").asText()).isEqualTo("/when");
    assertThat(kpi.body().at("/violations/0/detail").asText()).startsWith("1:7: ");
    assertThat(noJson.status()).isEqualTo(400);
    assertThat(written()).hasSize((int) before);
  }

  @Test
  void aKpiIsDefinedReplacedAndRemoved() throws Exception {
    // When
    Reply created = put(DEFINITION, "/v1/sites/lyon-1/kpis/gravel-net/definition", GRAVEL);
    processor.hasSeries("lyon-1", series(1, GRAVEL, "filling", 5, 20));
    Reply shown = service.get("/v1/sites/lyon-1/kpis/gravel-net/definition");
    Reply replaced = put(DEFINITION, "/v1/sites/lyon-1/kpis/gravel-net/definition", GRAVEL);
    Reply removed = service.delete("/v1/sites/lyon-1/kpis/gravel-net/definition");
    // Then
    assertThat(created.status()).isEqualTo(201);
    ConsumerRecord<String, byte[]> record = written(created);
    assertThat(record.key()).isEqualTo("lyon-1/kpi/gravel-net");
    assertThat(read(record, SiteKpi.class).getDeclaration().getKpi()).isEqualTo("gravel-net");
    check("get", DEFINITION, shown);
    assertThat(shown.body().path("builtIn").asBoolean()).isFalse();
    assertThat(shown.body().at("/state/percent").asInt()).isEqualTo(25);
    assertThat(replaced.status()).isEqualTo(200);
    check("delete", DEFINITION, removed);
    assertThat(removed.status()).isEqualTo(204);
    assertThat(newest("lyon-1/kpi/gravel-net").value()).isNull();
  }

  @Test
  void whatIsBuiltInIsShownButNeitherChangedNorRemoved() throws Exception {
    Reply shown = service.get("/v1/sites/lyon-1/kpis/turnaround/definition");
    Reply put = put(DEFINITION, "/v1/sites/lyon-1/kpis/turnaround/definition", GRAVEL);
    Reply removed = service.delete("/v1/sites/lyon-1/kpis/turnaround/definition");
    check("get", DEFINITION, shown);
    assertThat(shown.body().path("builtIn").asBoolean()).isTrue();
    assertThat(shown.body().at("/declaration/at").asText()).isEqualTo("visit.exitedAt");
    check("delete", DEFINITION, removed);
    for (Reply refused : List.of(put, removed)) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.body().at("/violations/0/rule").asText()).isEqualTo("built-in");
    }
  }

  @Test
  void aSiteDefinesAtMostFiftyKpis() throws Exception {
    // Given
    processor.hasSeries(
        "lyon-1",
        IntStream.range(0, 50)
            .mapToObj(i -> series(i, GRAVEL.replace("gravel-net", "own-" + i), "live", 1, 1))
            .toArray(String[]::new));
    // When
    Reply more = put(DEFINITION, "/v1/sites/lyon-1/kpis/gravel-net/definition", GRAVEL);
    Reply replacing =
        put(
            DEFINITION,
            "/v1/sites/lyon-1/kpis/own-7/definition",
            GRAVEL.replace("gravel-net", "own-7"));
    // Then
    assertThat(more.status()).isEqualTo(409);
    assertThat(more.body().at("/violations/0/rule").asText()).isEqualTo("count");
    assertThat(replacing.status()).isEqualTo(200);
  }

  @Test
  void theVersionInForceIsThatOfTheTimeAskedFor() throws Exception {
    // Given
    processor.configured(
        "lyon-1",
        "{\"siteId\":\"lyon-1\",\"validFrom\":\"2026-06-01T00:00:00Z\",\"freeTimeMinutes\":60}",
        "{\"siteId\":\"lyon-1\",\"validFrom\":\"2027-01-01T00:00:00Z\",\"freeTimeMinutes\":30}");
    // When
    Reply now = service.get("/v1/sites/lyon-1/config");
    Reply before = service.get("/v1/sites/lyon-1/config?at=2026-05-31T23:59:59Z");
    Reply versions = service.get("/v1/sites/lyon-1/config/versions");
    // Then
    check("get", CONFIG, now);
    assertThat(now.body().at("/config/freeTimeMinutes").asInt()).isEqualTo(60);
    assertThat(now.body().path("validUntil").asText()).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(before.body().at("/config/freeTimeMinutes").asInt()).isEqualTo(120);
    assertThat(before.body().path("configured").asBoolean(true)).isFalse();
    check("get", CONFIG + "/versions", versions);
    assertThat(versions.body().path("versions")).hasSize(2);
  }

  @Test
  void withoutTheLogNothingIsPromised() throws Exception {
    try (RunningService cutOff = service("127.0.0.1:1")) {
      Reply reply = cutOff.put("/v1/sites/lyon-1/config", "{}");
      check("put", CONFIG, reply);
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.response().headers().firstValue("Retry-After")).isPresent();
      assertThat(cutOff.get("/v1/sites/lyon-1/config").status()).isEqualTo(200);
    }
  }

  @Test
  void aChangeWhoseOutcomeIsNotKnownIsSaidToBeSoAndMayBeSentAgain() throws Exception {
    // Given a service that has written before, so that all it waits for is the acknowledgement
    Map<String, String> impatient =
        Map.of(
            "kafka.producer.delivery.timeout.ms", "1500",
            "kafka.producer.request.timeout.ms", "1000");
    try (RunningService waiting = service(brokers.bootstrapServers(), impatient)) {
      assertThat(waiting.put("/v1/sites/lyon-1/config", "{}").status()).isBetween(200, 201);

      // When
      brokers.process(1).freeze();
      Reply unknown;
      try {
        unknown = waiting.put("/v1/sites/lyon-1/config", "{\"freeTimeMinutes\":45}");
      } finally {
        brokers.process(1).thaw();
      }

      // Then
      check("put", CONFIG, unknown);
      assertThat(unknown.status()).isEqualTo(503);
      assertThat(unknown.response().headers().firstValue("Retry-After")).isPresent();
      assertThat(unknown.body().path("detail").asText()).startsWith("It is not known whether");

      // When
      Reply again =
          await()
              .atMost(PATIENCE)
              .until(
                  () -> waiting.put("/v1/sites/lyon-1/config", "{\"freeTimeMinutes\":45}"),
                  reply -> reply.status() < 300);

      // Then
      assertThat(read(written(again), SiteConfig.class).getFreeTimeMinutes()).isEqualTo(45);
    }
  }

  private static String series(int number, String declaration, String phase, int done, int of) {
    return """
    {"series":%d,"phase":"%s","visitsDone":%d,"visitsTotal":%d,"builtIn":false,
     "startedAt":"2026-11-23T10:00:00Z","declaration":%s}\
    """
        .formatted(number, phase, done, of, declaration);
  }

  private static Reply put(String template, String path, String body) throws Exception {
    Reply reply = service.put(path, body);
    check("put", template, reply);
    return reply;
  }

  private static void check(String method, String template, Reply reply) {
    contract.check(method, template, reply.status(), reply.contentType(), reply.body());
  }

  /** The record an answer speaks of. */
  private static ConsumerRecord<String, byte[]> written(Reply reply) {
    JsonNode body = reply.body();
    return written().stream()
        .filter(record -> record.partition() == body.path("partition").asInt(-1))
        .filter(record -> record.offset() == body.path("offset").asLong(-1))
        .findFirst()
        .orElseThrow();
  }

  private static ConsumerRecord<String, byte[]> newest(String key) {
    return written().stream()
        .filter(record -> record.key().equals(key))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private static <T extends org.apache.avro.specific.SpecificRecord> T read(
      ConsumerRecord<String, byte[]> record, Class<T> type) {
    return RecordReader.of(
            RestSchemaRegistry.cached(RegistrySettings.of(List.of(registry.url()))), type)
        .read(record.value())
        .orThrow();
  }

  /** Everything in the topic, up to its end. */
  private static List<ConsumerRecord<String, byte[]>> written() {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS)
            .mapToObj(each -> new TopicPartition(TopicCatalogue.CONFIGS.name(), each))
            .toList();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(each -> each).sum();
      List<ConsumerRecord<String, byte[]>> records = new java.util.ArrayList<>();
      await()
          .atMost(PATIENCE)
          .until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            return partitions.stream().mapToLong(consumer::position).sum() >= end;
          });
      return records;
    }
  }
}
