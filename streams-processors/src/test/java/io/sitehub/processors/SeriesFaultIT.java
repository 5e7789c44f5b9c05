package io.sitehub.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.KpiAggregate;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiUnitName;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A KPI is defined, and the processor that fills it is killed in the middle, while trucks go on:
 * every visit is counted once.
 */
@ExtendWith(SharedSite.class)
class SeriesFaultIT {

  private static final String SITE = "lyon-1";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int VISITS = 500;
  private static final int LATER_VISITS = 100;

  static ProcessorsSite site;

  @BeforeAll
  static void start(ProcessorsSite shared) {
    site = shared;
    site.start(1);
    site.start(2);
  }

  @Test
  void aKpiThatIsFilledThroughAKillCountsEveryVisitOnce() {
    // Given
    for (int i = 0; i < VISITS; i++) {
      Truck truck = Truck.at(SITE, "v-%04d".formatted(2 * i));
      site.publish(List.of(truck.entered(), truck.exited()));
    }
    site.flush();
    await().atMost(SOON).until(() -> counted("turnaround") == VISITS);

    // When it is defined, and the one that fills it dies half way, with trucks coming and going
    site.define(SITE, stays());
    JsonNode half =
        await()
            .atMost(SOON)
            .pollInterval(Duration.ofMillis(20))
            .until(() -> series("stays"), each -> each.path("visitsDone").asInt() >= VISITS / 5);
    assertThat(half.path("phase").asText()).isEqualTo("filling");
    int victim = active();
    site.processor(victim).kill();
    for (int i = 0; i < LATER_VISITS; i++) {
      Truck truck = Truck.at(SITE, "v-%04d".formatted(2 * i * VISITS / LATER_VISITS + 1));
      site.publish(List.of(truck.entered(), truck.exited()));
    }
    site.flush();

    // Then
    await().atMost(SOON).until(() -> series("stays").path("phase").asText().equals("live"));
    await().atMost(SOON).until(() -> counted("turnaround") == VISITS + LATER_VISITS);
    await().atMost(SOON).until(() -> counted("stays") == VISITS + LATER_VISITS);

    // And the dead one comes back and changes nothing
    site.start(victim);
    await().atMost(SOON).until(() -> site.ask(victim, SITE, "kpis").isPresent());
    assertThat(counted("stays")).isEqualTo(VISITS + LATER_VISITS);
  }

  private static KpiDeclaration stays() {
    return KpiDeclaration.newBuilder()
        .setKpi("stays")
        .setTitle("Stays")
        .setDefinition("From entry to exit.")
        .setAt("visit.exitedAt")
        .setValue("visit.exitedAt - visit.enteredAt")
        .setAggregate(KpiAggregate.DISTRIBUTION)
        .setUnit(KpiUnitName.MINUTES)
        .build();
  }

  /** How many measurements the published cells of the days of a KPI hold. */
  private static long counted(String kpi) {
    RecordReader<KpiCell> reader = RecordReader.of(site.schemas(), KpiCell.class);
    Map<String, Long> counts = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : site.committed(TopicCatalogue.KPIS)) {
      String key = new String(record.key(), StandardCharsets.UTF_8);
      if (key.startsWith(SITE + "/" + kpi + "/day/")) {
        counts.put(
            key,
            record.value() == null
                ? 0
                : reader.read(record.value()).orThrow().getValue().getCount());
      }
    }
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  private static JsonNode series(String kpi) {
    for (int processor = 1; processor <= 2; processor++) {
      Optional<HttpResponse<byte[]>> answer = site.ask(processor, SITE, "kpis");
      if (answer.isPresent() && answer.get().statusCode() == 200) {
        for (JsonNode each : ProcessorsSite.json(answer.get()).path("series")) {
          if (each.at("/declaration/kpi").asText().equals(kpi)) {
            return each;
          }
        }
      }
    }
    return MissingNode.getInstance();
  }

  private static int active() {
    for (int processor = 1; processor <= 2; processor++) {
      Optional<HttpResponse<byte[]>> answer = site.ask(processor, SITE, "kpis");
      if (answer.isPresent()
          && answer.get().headers().firstValue("Sitehub-Served-By").equals(Optional.of("active"))) {
        return processor;
      }
    }
    throw new AssertionError("nobody is active");
  }
}
