package io.sitehub.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.SitehubProcess.End;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The commands that say what a site is, and mend what went wrong, tried on one that runs. */
final class SiteCommands {
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  private final Path data;
  private final String site;

  /**
   * Commands on a site in which one truck has entered.
   *
   * @param data of all sites
   */
  SiteCommands(Path data, String site) {
    this.data = data;
    this.site = site;
  }

  /** The commands of {@code config} on the site that the event of the test is of. */
  void tellASiteWhatItIs() throws Exception {
    // When
    Path wrong = Files.writeString(data.resolve("wrong.json"), "{\n  \"zone\": \"Pariss\"\n}");
    End refused = sitehub("config", "set", wrong.toString(), "--site", site);
    Path file =
        Files.writeString(
            data.resolve("config.json"),
            "{\"validFrom\": \"2026-01-01T00:00:00Z\", \"zone\": \"Europe/Lisbon\"}");
    End set = sitehub("config", "set", file.toString(), "--site", site);

    // Then
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out() + refused.err()).contains("wrong.json:2:11");
    assertThat(set.code()).as(set.err()).isZero();
    await().atMost(DEADLINE).until(() -> shown().path("zone").asText().equals("Europe/Lisbon"));
    assertThat(sitehub("config", "history", "--site", site).out()).contains("Europe/Lisbon");

    // When
    End removed = sitehub("config", "remove", "--from", "2026-01-01T00:00:00Z", "--site", site);

    // Then
    assertThat(removed.code()).as(removed.err()).isZero();
    await().atMost(DEADLINE).until(() -> !shown().path("zone").asText().equals("Europe/Lisbon"));
  }

  private JsonNode shown() throws Exception {
    return new ObjectMapper().readTree(sitehub("config", "show", "--site", site, "--json").out());
  }

  /** The commands of {@code kpi}, and its value as {@code kpis} shows it. */
  void defineAKpi() throws Exception {
    // Given
    String entered =
        """
        {"kpi": "entered", "title": "Trucks in", "definition": "Trucks that came through the gate.",
         "at": "visit.enteredAt", "aggregate": "total", "unit": "trucks"}
        """;
    Path file = Files.writeString(data.resolve("kpi.json"), entered);
    Path wrong =
        Files.writeString(data.resolve("wrong.json"), entered.replace("enteredAt", "entredAt"));

    // When
    End refused = sitehub("kpi", "define", wrong.toString(), "--site", site);
    End defined = sitehub("kpi", "define", file.toString(), "--site", site);

    // Then
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out() + refused.err()).contains("entredAt");
    assertThat(defined.code()).as(defined.err()).isZero();
    assertThat(defined.out()).contains("Its values are there, over 1 visits.");
    assertThat(sitehub("kpi", "list", "--site", site).out()).contains("Trucks in");
    assertThat(sitehub("kpi", "show", "entered", "--site", site).out()).contains("visit.enteredAt");
    End values =
        sitehub("kpis", "entered", "--site", site, "--from", "2026-11-23", "--to", "2026-11-23");
    assertThat(values.out()).contains("trucks=1");

    // When only its words change
    Files.writeString(file, entered.replace("Trucks in", "Came in"));
    End renamed = sitehub("kpi", "define", file.toString(), "--site", site);

    // Then
    assertThat(renamed.code()).as(renamed.err()).isZero();
    assertThat(sitehub("kpi", "list", "--site", site).out()).contains("Came in");

    // When
    End removed = sitehub("kpi", "remove", "entered", "--site", site);

    // Then
    assertThat(removed.code()).as(removed.err()).isZero();
    await()
        .atMost(DEADLINE)
        .until(() -> !sitehub("kpi", "list", "--site", site).out().contains("Came in"));
  }

  /** Who waits, and when the next call is to be expected: from the intervals of those before. */
  void showAQueue() throws Exception {
    // Given
    List<String> events = new ArrayList<>();
    for (int truck = 1; truck <= 5; truck++) {
      events.add(queued(truck));
    }
    for (int truck = 1; truck <= 3; truck++) {
      events.add(called(truck));
    }
    Path file = Files.write(data.resolve("queue.json"), events);

    // When
    assertThat(sitehub("publish", file.toString()).code()).isZero();

    // Then
    await()
        .atMost(DEADLINE)
        .until(() -> sitehub("queues", "--site", site).out().contains("q-0005"));
    JsonNode queue = new ObjectMapper().readTree(sitehub("queues", "--site", site, "--json").out());
    assertThat(queue.findValuesAsText("visitId")).contains("q-0004", "q-0005");
    assertThat(queue.findValues("callIntervalMs"))
        .extracting(JsonNode::asLong)
        .containsExactly(240_000L);
    assertThat(queue.findValuesAsText("expectedCallAt")).hasSize(2).doesNotHaveDuplicates();
  }

  private static String queued(int truck) {
    return event(truck, "joined", "queue.joined", truck, "{\"queueId\": \"main\"}");
  }

  private static String called(int truck) {
    return event(truck, "called", "queue.called", 20 + 4 * truck, "{\"stationId\": \"silo-1\"}");
  }

  /** On one line. */
  private static String event(int truck, String id, String type, int minute, String eventData) {
    return """
    {"specversion": "1.0", "id": "q-%d-%s", "source": "/sites/test-1/terminals/kiosk-1",\
     "type": "com.sitehub.%s.v1", "subject": "q-%04d", "time": "2026-11-23T08:%02d:00Z",\
     "siteid": "test-1", "data": %s}\
    """
        .formatted(truck, id, type, truck, minute, eventData);
  }

  /**
   * A record that somebody wrote into the wrong partition is a dead letter, and a redrive mends it.
   *
   * @param eventId of an event in the log that the record is like
   */
  void redriveADeadLetter(String bootstrapServers, String eventId) throws Exception {
    // Given
    writeAstray(bootstrapServers, eventId);
    await().atMost(DEADLINE).until(() -> !letters().isEmpty());
    JsonNode letter = letters().getFirst();
    String id = letter.path("id").asText();
    assertThat(letter.path("reason").asText()).isEqualTo("wrong-partition");
    assertThat(sitehub("dead-letters", "list").out()).contains(id, "possible");
    assertThat(sitehub("visit", "v-0002", "--site", site).code()).isEqualTo(1);

    // When
    End redriven = sitehub("dead-letters", "redrive", "--all");

    // Then
    assertThat(redriven.code()).as(redriven.err()).isZero();
    assertThat(redriven.out()).contains(id + ": published");
    await().atMost(DEADLINE).until(() -> sitehub("visit", "v-0002", "--site", site).code() == 0);
    assertThat(letters().getFirst().has("redriven")).isTrue();
    assertThat(sitehub("dead-letters", "redrive", "--all").out()).contains("nothing to redrive");
    assertThat(sitehub("dead-letters", "show", id).out()).contains("\"redriven\"");
    assertThat(sitehub("dead-letters", "redrive", "0-999999").code()).isEqualTo(1);
    assertThat(sitehub("dead-letters", "redrive").code()).isEqualTo(2);
  }

  private List<JsonNode> letters() throws Exception {
    JsonNode answer =
        new ObjectMapper()
            .readTree(sitehub("dead-letters", "list", "--site", site, "--json").out());
    return answer.path("deadLetters").valueStream().toList();
  }

  /**
   * Writes an event of another visit, like one that is there, into the partition behind its own.
   */
  private static void writeAstray(String bootstrapServers, String eventId) throws Exception {
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TopicCatalogue.EVENTS.name()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
      await()
          .atMost(DEADLINE)
          .until(() -> {
            consumer
                .poll(Duration.ofMillis(200))
                .forEach(record -> {
                  if (header(record, "ce_id").equals(eventId)) {
                    found.add(record);
                  }
                });
            return !found.isEmpty();
          });
      ConsumerRecord<byte[], byte[]> like = found.getFirst();
      ProducerRecord<byte[], byte[]> astray =
          new ProducerRecord<>(
              like.topic(),
              (like.partition() + 1) % partitions.size(),
              like.key(),
              like.value(),
              like.headers());
      replace(astray, "ce_id", eventId + "-astray");
      replace(astray, "ce_subject", "v-0002");
      producer.send(astray).get();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  private static void replace(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().remove(name).add(name, value.getBytes(UTF_8));
  }

  /** Runs a command in this process, where the next one finds its classes loaded. */
  private End sitehub(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--data", data.toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Sitehub.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    return new End(code, out.toString(), err.toString());
  }
}
