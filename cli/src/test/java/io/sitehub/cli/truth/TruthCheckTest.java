package io.sitehub.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import io.sitehub.cli.truth.TruthReport.Mismatch;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A check is worth something only if it fails when one figure is wrong. */
class TruthCheckTest {
  private static final SimulationPlan PLAN =
      SimulationPlan.of(new SimulationSettings(4, LocalDate.of(2026, 11, 23), 2, 40));

  /** Under which every KPI has something to say. */
  private static final JsonNode CONFIG =
      config(
          """
          {"scales": [{"id": "scale-1"}, {"id": "scale-2"}, {"id": "scale-idle"}],
           "openingHours": [{"days": ["monday"], "from": "07:00", "to": "12:00"}],
           "freeTimeMinutes": 15}\
          """);

  private static final BiConsumer<String, ObjectNode> NO_LIE = (path, answer) -> {};

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Paris"})
  void passesWhenEverythingIsAsItHappened(String zone) throws Exception {
    try (PerfectService service = new PerfectService(PLAN, ZoneId.of(zone), CONFIG, NO_LIE)) {
      // When
      TruthReport report = check(service);

      // Then
      assertThat(report.mismatches()).isEmpty();
      assertThat(report.passed()).isTrue();
      assertThat(report.sites()).isEqualTo(2);
      assertThat(report.visits()).isEqualTo(80);
      assertThat(report.tickets()).isBetween(50, 80);
      assertThat(report.kpiValues()).isGreaterThan(600);
      assertThat(report.lines()).singleElement().asString().startsWith("Truth check passed: 80");
    }
  }

  @Test
  void oneWrongNetWeightFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/tickets",
        answer -> first(answer, "tickets").put("netKg", 1),
        "ticket of V-",
        "netKg");
  }

  @Test
  void aRevisionThatNamesAnotherHashFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/tickets/1",
        answer -> ((ObjectNode) answer.get("revisions").get(1)).put("previousHash", "h0"),
        "ticket 1 revision 2 previousHash",
        "expected h1");
  }

  @Test
  void aMissingRevisionFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/tickets/1",
        answer -> ((ArrayNode) answer.get("revisions")).remove(0),
        "ticket 1 revision 1: expected 1, was 2");
  }

  @Test
  void aTicketThatIsNotItsLastRevisionFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/tickets/2",
        answer -> ((ArrayNode) answer.get("revisions")).remove(1),
        "ticket 2 last revision");
  }

  @Test
  void aTicketOfAVisitThatNeverWasFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/tickets",
        answer -> first(answer, "tickets").put("visitId", PLAN.settings().visitPrefix() + "999"),
        "ticket of " + PLAN.settings().visitPrefix() + "999: expected no such visit");
  }

  @ParameterizedTest
  @ValueSource(strings = {"day", "state", "plate"})
  void aFilterThatLosesAVisitFails(String filter) throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/visits?" + filter,
        answer -> ((ArrayNode) answer.get("visits")).remove(0),
        "visits with " + filter + "=");
  }

  @Test
  void aTruckThatIsSaidToBeOnSiteStillFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/visits?onSite",
        answer ->
            ((ArrayNode) answer.get("visits"))
                .addObject()
                .put("visitId", PLAN.settings().visitPrefix() + "1"),
        "visits with onSite=true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"week", "month"})
  void aWrongWeekOrMonthFails(String window) throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/throughput?" + window,
        answer -> bump(answer, "trucks"),
        "throughput by " + window,
        "trucks");
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/throughput?" + window,
        answer -> first(answer, "values").put("window", "1999"),
        "throughput by " + window,
        "window");
  }

  @Test
  void oneWrongFieldOfAVisitFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/visits",
        answer -> first(answer, "visits").put("state", "on-site"),
        "visit V-",
        " state");
  }

  @Test
  void oneMissingVisitFails() throws Exception {
    assertFails(
        "/v1/sites/silo-toulouse-1/visits",
        answer -> ((ArrayNode) answer.get("visits")).remove(0),
        "visit V-",
        "expected known, was unknown");
  }

  @Test
  void aVisitThatNeverWasFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/visits",
        answer ->
            ((ArrayNode) answer.get("visits"))
                .addObject()
                .put("visitId", PLAN.settings().visitPrefix() + "999"),
        "no such visit");
  }

  @Test
  void aGapInTheTicketNumbersFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/tickets",
        answer -> {
          ObjectNode ticket = first(answer, "tickets");
          ticket.put("number", ticket.get("number").asInt() + 1_000);
        },
        "numbers have no gap");
  }

  @Test
  void oneWrongCountFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/gate-wait",
        answer -> {
          ObjectNode value = first(answer, "values");
          value.put("count", value.get("count").asInt() + 1);
        },
        "gate-wait",
        "count");
  }

  @Test
  void oneWrongMeasureOfAnyKpiFails() throws Exception {
    // Given a service that lies about each of these once
    List<String> wrong =
        List.of(
            "turnaround p50",
            "total-stay mean",
            "gate-wait p90",
            "call-response mean",
            "station-service mean",
            "internal-wait mean",
            "weighing-cycle mean",
            "scale-utilisation hours",
            "scale-utilisation percent",
            "station-utilisation hours",
            "station-utilisation percent",
            "throughput tonnes",
            "on-time percent",
            "no-show percent",
            "demurrage trucks",
            "demurrage hours",
            "load-accuracy mean",
            "load-accuracy p95",
            "exception-rate percent",
            "on-site now",
            "queue-length mean");
    List<String> told = new ArrayList<>();
    BiConsumer<String, ObjectNode> lies =
        (path, answer) -> {
          for (String each : wrong) {
            String measure = each.split(" ", 2)[1];
            String kpi = each.split(" ", 2)[0];
            if (path.equals("/v1/sites/quarry-lyon-1/kpis/" + kpi) && !told.contains(each)) {
              told.add(each);
              ObjectNode measures = measures(answer, measure);
              measures.put(measure, measures.get(measure).asDouble() + 0.01);
            }
          }
        };
    try (PerfectService service = new PerfectService(PLAN, ZoneOffset.UTC, CONFIG, lies)) {
      // When
      List<Mismatch> found = check(service).mismatches();

      // Then
      assertThat(found).hasSameSizeAs(wrong);
      for (String each : wrong) {
        String[] words = each.split(" ", 2);
        assertThat(found)
            .extracting(Mismatch::what)
            .anyMatch(
                what -> what.contains(" " + words[0] + " by hour") && what.endsWith(words[1]));
      }
    }
  }

  @Test
  void aShareOfATimeInWhichTheSiteIsClosedFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/station-utilisation",
        answer -> {
          for (JsonNode value : answer.get("values")) {
            ((ObjectNode) value.get("measures")).put("percent", 100);
          }
        },
        "station-utilisation by hour",
        "percent: expected no such measure");
  }

  @Test
  void anIdleScaleThatIsForgottenFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/scale-utilisation?by",
        answer -> ((ArrayNode) answer.get("values")).remove(2),
        "scale-utilisation by day",
        "[scale-idle]",
        "no value");
  }

  @Test
  void aSettingThatIsForgottenFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/config",
        answer -> ((ObjectNode) answer.get("config")).remove("freeTimeMinutes"),
        "demurrage by day",
        "expected no value");
  }

  @Test
  void aWindowThatEndsTooEarlyFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/queue-length",
        answer -> first(answer, "values").put("to", first(answer, "values").get("from").asText()),
        "queue-length by hour",
        "no value");
  }

  @Test
  void oneWrongMeanFails() throws Exception {
    assertFails("/v1/sites/quarry-lyon-1/kpis/turnaround", answer -> scale(answer, "mean"), "mean");
  }

  @Test
  void oneWrongPercentileFails() throws Exception {
    assertFails("/v1/sites/quarry-lyon-1/kpis/turnaround", answer -> scale(answer, "p95"), "p95");
  }

  @Test
  void oneWrongOccupancyFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/on-site", answer -> bump(answer, "maximum"), "on-site");
  }

  @Test
  void aMissingWindowFails() throws Exception {
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/on-site",
        answer -> ((ArrayNode) answer.get("values")).remove(0),
        "on-site");
    assertFails(
        "/v1/sites/quarry-lyon-1/kpis/throughput",
        answer -> ((ArrayNode) answer.get("values")).remove(0),
        "throughput",
        "no value");
  }

  @Test
  void aServiceThatIsDownIsPassedOver() throws Exception {
    // Given
    URI nobody;
    try (PerfectService closed = new PerfectService(PLAN, ZoneOffset.UTC, CONFIG, NO_LIE)) {
      nobody = closed.address();
    }
    try (PerfectService alive = new PerfectService(PLAN, ZoneOffset.UTC, CONFIG, NO_LIE)) {
      // When
      TruthReport report = TruthCheck.run(PLAN, List.of(nobody, alive.address()), Duration.ZERO);

      // Then
      assertThat(report.passed()).isTrue();
    }
  }

  @Test
  void withoutAServiceThereIsNoCheck() {
    assertThatThrownBy(() -> TruthCheck.run(PLAN, List.of(), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertFails(String path, Consumer<ObjectNode> lie, String... named)
      throws Exception {
    BiConsumer<String, ObjectNode> lieOnce =
        new BiConsumer<>() {
          private boolean told;

          @Override
          public void accept(String asked, ObjectNode answer) {
            if (asked.equals(path) && !told) {
              told = true;
              lie.accept(answer);
            }
          }
        };
    try (PerfectService service = new PerfectService(PLAN, ZoneOffset.UTC, CONFIG, lieOnce)) {
      TruthReport report = check(service);
      assertThat(report.passed()).isFalse();
      assertThat(report.lines().getFirst()).startsWith("Truth check FAILED");
      assertThat(report.lines()).anySatisfy(line -> assertThat(line).contains(named));
    }
  }

  private static TruthReport check(PerfectService service) throws Exception {
    return TruthCheck.run(PLAN, List.of(service.address()), Duration.ZERO);
  }

  private static ObjectNode first(ObjectNode answer, String array) {
    return (ObjectNode) answer.get(array).get(0);
  }

  /** Of the first value that has this one. */
  private static ObjectNode measures(ObjectNode answer, String measure) {
    for (JsonNode value : answer.get("values")) {
      if (value.get("measures").has(measure)) {
        return (ObjectNode) value.get("measures");
      }
    }
    throw new AssertionError("no value has " + measure);
  }

  private static JsonNode config(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static void scale(ObjectNode answer, String measure) {
    ObjectNode measures = (ObjectNode) first(answer, "values").get("measures");
    measures.put(measure, measures.get(measure).asDouble() * 1.02);
  }

  private static void bump(ObjectNode answer, String measure) {
    JsonNode measures = first(answer, "values").get("measures");
    ((ObjectNode) measures).put(measure, measures.get(measure).asDouble() + 1);
  }
}
