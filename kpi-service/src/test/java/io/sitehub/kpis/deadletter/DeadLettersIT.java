package io.sitehub.kpis.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.kpis.FakeProcessor;
import io.sitehub.kpis.OpenApiContract;
import io.sitehub.kpis.RunningService;
import io.sitehub.kpis.RunningService.Reply;
import io.sitehub.kpis.route.Role;
import io.sitehub.local.Brokers;
import io.sitehub.model.topic.Replication;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters through the whole service, read from and written to a real broker. */
class DeadLettersIT {
  private static final int PARTITIONS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ALL = "/v1/dead-letters";
  private static final String ONE = "/v1/dead-letters/{letter}";
  private static final byte[] VALUE = {0, 0, 0, 0, 7, 1, 2, 3};

  @TempDir static Path directory;
  private static Brokers brokers;
  private static KafkaProducer<byte[], byte[]> producer;
  private static FakeProcessor processor;
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    brokers = Brokers.start(directory, 1);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()))) {
      new TopicProvisioner(admin, new Replication(PARTITIONS, 1, 1), PATIENCE)
          .provision(List.of(TopicCatalogue.EVENTS, TopicCatalogue.DEAD_LETTERS));
    }
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    processor = new FakeProcessor("one", PARTITIONS).holds(Role.ACTIVE, 0, 1, 2);
    service =
        RunningService.start(
            Map.of(
                "kafka.bootstrap",
                brokers.bootstrapServers(),
                "processors",
                processor.address().toString()));
    await().atMost(PATIENCE).until(() -> service.getManagement("/health/ready").status() == 200);
  }

  @AfterAll
  static void stop() {
    service.close();
    processor.close();
    producer.close();
    brokers.close();
  }

  @Test
  void aLetterIsShownAndPublishedOnceMoreByteForByte() throws Exception {
    // Given
    String letter = turnedAway("lyon-1", "unknown-type", VALUE);

    // When
    Reply shown = ask("get", ONE, "/v1/dead-letters/" + letter);
    Reply redriven = ask("post", ONE + "/redrive", "/v1/dead-letters/" + letter + "/redrive");
    Reply listed = ask("get", ALL, ALL + "?site=lyon-1&reason=unknown-type");
    Reply open = ask("get", ALL, ALL + "?site=lyon-1&reason=unknown-type&redriven=false");

    // Then
    assertThat(shown.body().path("canBeRedriven").asBoolean()).isTrue();
    assertThat(shown.body().has("redriven")).isFalse();
    assertThat(shown.body().path("type").asText()).isEqualTo("com.sitehub.visit.danced.v1");
    assertThat(shown.body().path("offset").asLong()).isEqualTo(42);
    ConsumerRecord<byte[], byte[]> record = published(redriven.body().path("redriven"));
    assertThat(record.partition()).isEqualTo(partitionOf("lyon-1"));
    assertThat(record.key()).isEqualTo("lyon-1".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo(VALUE);
    assertThat(record.headers().toArray())
        .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
        .containsExactly("ce_type=com.sitehub.visit.danced.v1", "ce_id=1", "other=x");
    assertThat(listed.body().path("deadLetters")).hasSize(1);
    assertThat(listed.body().at("/deadLetters/0/redriven/offset").asLong())
        .isEqualTo(record.offset());
    assertThat(open.body().path("deadLetters")).isEmpty();
  }

  @Test
  void whatNothingCanComeOfIsRefusedAndNothingIsPublished() throws Exception {
    // Given
    List<String> letters =
        List.of(
            turnedAway("porto", "name-reused", VALUE),
            turnedAway("porto", "visit-full", VALUE),
            turnedAway("porto", "unknown-type", null));
    int before = records(TopicCatalogue.EVENTS.name()).size();

    for (String letter : letters) {
      // When
      Reply reply = ask("post", ONE + "/redrive", "/v1/dead-letters/" + letter + "/redrive");

      // Then
      assertThat(reply.status()).isEqualTo(409);
      assertThat(reply.body().at("/violations/0/detail").asText()).isNotEmpty();
    }
    assertThat(records(TopicCatalogue.EVENTS.name())).hasSize(before);
  }

  @Test
  void theNewestComeFirstAndTheRestIsCounted() throws Exception {
    // Given
    turnedAway("ghent", "undecodable", VALUE);
    String newest = turnedAway("ghent", "undecodable", VALUE);

    // When
    Reply reply = ask("get", ALL, ALL + "?site=ghent&limit=1");

    // Then
    assertThat(reply.body().path("deadLetters")).hasSize(1);
    assertThat(reply.body().at("/deadLetters/0/id").asText()).isEqualTo(newest);
    assertThat(reply.body().path("older").asInt()).isEqualTo(1);
  }

  @Test
  void whatIsNoLetterIsNotFound() throws Exception {
    for (String none : List.of("0-99999", "99-0", "nothing")) {
      assertThat(ask("get", ONE, "/v1/dead-letters/" + none).status()).isEqualTo(404);
      assertThat(ask("post", ONE + "/redrive", "/v1/dead-letters/" + none + "/redrive").status())
          .isEqualTo(404);
    }
  }

  /** A dead letter as processors write it; gives its id. */
  @SuppressWarnings("NullAway") // a record may have no value
  private static String turnedAway(String site, String reason, byte @Nullable [] value)
      throws Exception {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            TopicCatalogue.DEAD_LETTERS.name(), partitionOf(site), site.getBytes(UTF_8), value);
    record
        .headers()
        .add("ce_type", "com.sitehub.visit.danced.v1".getBytes(UTF_8))
        .add("ce_id", "1".getBytes(UTF_8))
        .add("other", "x".getBytes(UTF_8));
    Map.of(
            "dl_stage",
            "decode",
            "dl_reason",
            reason,
            "dl_detail",
            "what is wrong",
            "dl_topic",
            TopicCatalogue.EVENTS.name(),
            "dl_partition",
            Integer.toString(partitionOf(site)),
            "dl_offset",
            "42")
        .forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    RecordMetadata written = producer.send(record).get();
    return written.partition() + "-" + written.offset();
  }

  private static int partitionOf(String site) {
    return new SitePartitioner(PARTITIONS).partitionOf(site);
  }

  private static Reply ask(String method, String template, String path) throws Exception {
    Reply reply = method.equals("post") ? service.post(path) : service.get(path);
    OpenApiContract.load()
        .check(method, template, reply.status(), reply.contentType(), reply.body());
    return reply;
  }

  private static ConsumerRecord<byte[], byte[]> published(JsonNode place) {
    return records(TopicCatalogue.EVENTS.name()).stream()
        .filter(record -> record.partition() == place.path("partition").asInt(-1))
        .filter(record -> record.offset() == place.path("offset").asLong(-1))
        .findFirst()
        .orElseThrow();
  }

  /** Everything in a topic, up to its end. */
  private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
    List<TopicPartition> partitions =
        IntStream.range(0, PARTITIONS).mapToObj(each -> new TopicPartition(topic, each)).toList();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", brokers.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long end = consumer.endOffsets(partitions).values().stream().mapToLong(each -> each).sum();
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
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
