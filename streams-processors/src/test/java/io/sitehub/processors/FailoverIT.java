package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Two processors, one of them killed while it is busy: nothing is lost, nothing happens twice. */
class FailoverIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int VISITS = 60;
  private static final List<String> SITES =
      IntStream.rangeClosed(1, 6).mapToObj(i -> "site-" + i).toList();

  @TempDir static Path directory;
  static ProcessorsSite site;

  @BeforeAll
  static void start() {
    site = new ProcessorsSite(directory);
    site.start(1);
    site.start(2);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @Test
  void theStandbyAnswersAndTakesOverAndEveryEventHasItsEffectOnce() {
    // Given both hold every partition, and the first half of the trucks is known to both
    for (String each : SITES) {
      for (int i = 1; i <= VISITS / 2; i++) {
        site.publish(Truck.at(each, "v-" + i).story());
      }
    }
    site.flush();
    for (String each : SITES) {
      for (int processor = 1; processor <= 2; processor++) {
        awaitCaughtUp(processor, each);
      }
    }
    int victim = activeFor(SITES.getFirst());
    int survivor = 3 - victim;
    String orphan = SITES.getFirst();
    assertThat(header(survivor, orphan, "Sitehub-Served-By")).contains("standby");

    // When the active one is killed with the second half under way, repeats among it
    for (String each : SITES) {
      for (int i = VISITS / 2 + 1; i <= VISITS; i++) {
        List<SiteEvent> story = new ArrayList<>(Truck.at(each, "v-" + i).story());
        story.add(story.getFirst());
        site.publish(story);
      }
      if (each.equals(SITES.get(2))) {
        site.flush();
        site.processor(victim).kill();
      }
    }
    site.flush();

    // Then the standby goes on answering
    HttpResponse<byte[]> answer = site.ask(survivor, orphan, "visits/v-1").orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ProcessorsSite.json(answer).at("/visit/state").asText()).isEqualTo("closed");

    // And takes over
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> activeFor(orphan) == survivor);
    SITES.forEach(each -> awaitCaughtUp(survivor, each));
    SITES.forEach(each -> assertThat(ticketNumbers(survivor, each)).isEqualTo(numbers()));
    assertEachTicketWasWrittenOnce();
    assertThat(site.committed(TopicCatalogue.DEAD_LETTERS)).isEmpty();

    // And the dead one comes back as a standby that answers the same
    site.start(victim);
    for (String each : SITES) {
      awaitCaughtUp(victim, each);
      assertThat(ticketNumbers(victim, each)).isEqualTo(numbers());
    }
    assertThat(site.manage(victim, "/health/ready").orElseThrow().statusCode()).isEqualTo(200);
  }

  @Test
  void oneThatIsRestartedAtOnceLeavesItsWorkToTheStandby(TestReporter report) {
    // Given
    String orphan = SITES.getFirst();
    site.publish(Truck.at(orphan, "before").story());
    site.flush();
    awaitCaughtUp(1, orphan);
    awaitCaughtUp(2, orphan);
    int victim = activeFor(orphan);
    int survivor = 3 - victim;

    // When
    Instant killed = Instant.now();
    site.processor(victim).kill();
    site.start(victim);
    site.publish(Truck.at(orphan, "after").story());
    site.flush();

    // Then the survivor answers as the active one, whoever the group makes it later
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() ->
            site.ask(survivor, orphan, "visits/after")
                .filter(answer -> answer.statusCode() == 200)
                .flatMap(answer -> answer.headers().firstValue("Sitehub-Served-By"))
                .equals(Optional.of("active")));
    report.publishEntry(
        "from kill to visible, ms", "" + Duration.between(killed, Instant.now()).toMillis());
    awaitCaughtUp(victim, orphan);
  }

  private static List<Long> numbers() {
    return LongStream.rangeClosed(1, VISITS).boxed().toList();
  }

  private static void assertEachTicketWasWrittenOnce() {
    RecordReader<Ticket> reader = RecordReader.of(site.schemas(), Ticket.class);
    Map<String, List<Long>> written = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : site.committed(TopicCatalogue.TICKETS)) {
      Ticket ticket = reader.read(record.value()).orThrow();
      assertThat(ticket.getRevision()).isEqualTo(1);
      assertThat(new String(record.key(), StandardCharsets.UTF_8))
          .isEqualTo(ticket.getSiteId() + "/" + ticket.getNumber());
      assertThat(record.partition()).isEqualTo(ProcessorsSite.partitionOf(ticket.getSiteId()));
      written.computeIfAbsent(ticket.getSiteId(), s -> new ArrayList<>()).add(ticket.getNumber());
    }
    assertThat(written.keySet()).containsExactlyElementsOf(SITES);
    written.values().forEach(given -> assertThat(given).isEqualTo(numbers()));
  }

  private static List<Long> ticketNumbers(int processor, String siteId) {
    HttpResponse<byte[]> answer = site.ask(processor, siteId, "tickets?limit=1000").orElseThrow();
    assertThat(answer.statusCode()).isEqualTo(200);
    List<Long> numbers = new ArrayList<>();
    ProcessorsSite.json(answer)
        .path("tickets")
        .forEach(t -> numbers.add(t.path("number").asLong()));
    return numbers;
  }

  /** Waits until a processor has everything in that was acknowledged before the call. */
  private static void awaitCaughtUp(int processor, String siteId) {
    Instant now = Instant.now();
    await()
        .alias("processor " + processor + " has caught up with " + siteId)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(200))
        .until(() ->
            header(processor, siteId, "Sitehub-As-Of")
                .map(Instant::parse)
                .filter(now::isBefore)
                .isPresent());
  }

  private static int activeFor(String siteId) {
    for (int processor = 1; processor <= 2; processor++) {
      Optional<HttpResponse<byte[]>> answer = site.get(processor, "/internal/v1/assignment");
      if (answer.isPresent()) {
        JsonNode self = ProcessorsSite.json(answer.get()).at("/instances/0");
        for (JsonNode partition : self.path("active")) {
          if (partition.asInt() == ProcessorsSite.partitionOf(siteId)) {
            return processor;
          }
        }
      }
    }
    return 0;
  }

  private static Optional<String> header(int processor, String siteId, String name) {
    return site.ask(processor, siteId, "alerts")
        .filter(answer -> answer.statusCode() == 200)
        .flatMap(answer -> answer.headers().firstValue(name));
  }
}
