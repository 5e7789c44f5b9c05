package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Alert;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.alert.VisitConditions;
import io.sitehub.site.config.SiteHistory;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Alerts that fall due with time, while the processor that should raise them is killed: each is
 * raised once, in the eyes of whoever reads what is committed.
 */
@ExtendWith(SharedSite.class)
class AlertFaultIT {

  private static final String SITE = "dijon-1";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int TRUCKS = 60;

  /** Between one truck's limit and the next one's: some are over at the kill, some are not. */
  private static final Duration APART = Duration.ofMillis(100);

  static ProcessorsSite site;

  @BeforeAll
  static void start(ProcessorsSite shared) {
    site = shared;
    site.start(1);
    site.start(2);
  }

  @Test
  void alertsThatFallDueWhileTheirProcessorIsKilledAreRaisedOnce() {
    // Given trucks that came in so long ago that their limits are over soon, one after the other
    int overstayMinutes = SiteHistory.defaults(SITE).getOverstayMinutes();
    Instant firstDue = Instant.now().plusSeconds(15);
    Instant told = firstDue.minus(VisitConditions.STORY_TOLD).minusSeconds(5);
    List<SiteEvent> entries = new ArrayList<>();
    for (int i = 0; i < TRUCKS; i++) {
      Truck truck = Truck.at(SITE, visit(i));
      Instant due = firstDue.plus(APART.multipliedBy(i));
      entries.add(at(due.minus(Duration.ofMinutes(overstayMinutes)), truck.entered()));
    }
    site.publish(entries, told);
    site.flush();
    await().atMost(SOON).until(() -> onSite() == TRUCKS);
    assertThat(standing()).as("before any is due").isZero();

    // When some are over, and others are about to be
    await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> standing() > TRUCKS / 6);
    int victim = active();
    site.processor(victim).kill();

    // Then
    await().atMost(SOON).until(() -> raised().size() == TRUCKS);
    site.start(victim);
    await()
        .atMost(SOON)
        .until(() ->
            site.ask(victim, SITE, "alerts")
                .filter(answer -> answer.statusCode() == 200)
                .isPresent());
    assertThat(raised())
        .isEqualTo(
            IntStream.range(0, TRUCKS)
                .mapToObj(i -> "overstay:" + visit(i))
                .collect(
                    Collectors.toMap(Function.identity(), id -> 1, (a, b) -> a, TreeMap::new)));
  }

  private static String visit(int number) {
    return "v-%02d".formatted(number);
  }

  private static SiteEvent at(Instant time, SiteEvent event) {
    return new SiteEvent(
        event.name(),
        event.type(),
        event.siteId(),
        event.subject(),
        time,
        event.deviceSeq(),
        event.actor(),
        event.causationId(),
        null,
        event.data());
  }

  /** How often each alert about a stay was raised; none was cleared. */
  private static Map<String, Integer> raised() {
    RecordReader<Alert> reader = RecordReader.of(site.schemas(), Alert.class);
    Map<String, Integer> raised = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : site.committed(TopicCatalogue.ALERTS)) {
      Alert alert = reader.read(Objects.requireNonNull(record.value())).orThrow();
      if (alert.getSiteId().equals(SITE) && alert.getKind().equals("overstay")) {
        assertThat(alert.getClearedAt()).isNull();
        raised.merge(alert.getAlertId(), 1, Integer::sum);
      }
    }
    return raised;
  }

  /** What the active one has raised, committed or not. */
  private static int standing() {
    int count = 0;
    for (JsonNode alert : answer("alerts").path("alerts")) {
      count += alert.path("kind").asText().equals("overstay") ? 1 : 0;
    }
    return count;
  }

  private static int onSite() {
    return answer("on-site").path("onSite").asInt();
  }

  private static JsonNode answer(String question) {
    return site.ask(active(), SITE, question)
        .map(ProcessorsSite::json)
        .orElseThrow(() -> new AssertionError("no answer to " + question));
  }

  private static int active() {
    return await()
        .atMost(SOON)
        .until(
            () -> IntStream.rangeClosed(1, 2).filter(AlertFaultIT::isActive).boxed().findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean isActive(int processor) {
    Optional<HttpResponse<byte[]>> answer = site.ask(processor, SITE, "on-site");
    return answer.isPresent()
        && answer.get().statusCode() == 200
        && answer.get().headers().firstValue("Sitehub-Served-By").equals(Optional.of("active"));
  }
}
