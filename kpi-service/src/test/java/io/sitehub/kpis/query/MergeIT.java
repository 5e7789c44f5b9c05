package io.sitehub.kpis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.kpis.FakeProcessor;
import io.sitehub.kpis.RunningService;
import io.sitehub.kpis.route.Role;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormula;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What two sites together answer is what one site answers that all their trucks went to. */
class MergeIT {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final long SEED = Long.getLong("sitehub.seed", System.nanoTime());
  private static final Instant FIRST = Instant.parse("2026-11-15T05:00:00Z");

  private static final FakeProcessor PROCESSOR =
      new FakeProcessor("one", 3).holds(Role.ACTIVE, 0, 1, 2);
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    Random random = new Random(SEED);
    List<Visit> east = visits(random, 120);
    List<Visit> west = visits(random, 80);
    List<Visit> both = new ArrayList<>(east);
    both.addAll(west);
    PROCESSOR
        .knows("east", PARIS.getId())
        .knows("west", PARIS.getId())
        .knows("both", PARIS.getId())
        .knows("tokyo", "Asia/Tokyo")
        .cells(cells("east", east, PARIS))
        .cells(cells("west", west, PARIS))
        .cells(cells("both", both, PARIS))
        .cells(cells("tokyo", west, ZoneId.of("Asia/Tokyo")));
    for (String site : List.of("east", "west", "both", "tokyo")) {
      PROCESSOR.tells(site, "visits", "{\"visits\":[]}");
    }
    service = RunningService.start(Map.of("processors", PROCESSOR.address().toString()));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> service.getManagement("/health/ready").status() == 200);
  }

  @AfterAll
  static void stop() {
    service.close();
    PROCESSOR.close();
  }

  private static List<Visit> visits(Random random, int count) {
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Instant arrived = FIRST.plusSeconds(random.nextInt(10 * 24 * 3600));
      Instant entered = arrived.plusSeconds(random.nextInt(3600));
      Instant exited = entered.plusSeconds(60 + random.nextInt(3 * 3600));
      visits.add(
          Visit.newBuilder()
              .setSiteId("site")
              .setVisitId("v-" + i)
              .setState(VisitState.CLOSED)
              .setOutcome(VisitOutcome.COMPLETED)
              .setCarrier("carrier " + random.nextInt(3))
              .setMaterial(random.nextBoolean() ? "gravel 0/4" : null)
              .setQueuePriority(0)
              .setArrivedAt(arrived)
              .setEnteredAt(entered)
              .setExitedAt(exited)
              .setClosedAt(exited)
              .build());
    }
    return visits;
  }

  private static List<KpiCell> cells(String site, List<Visit> visits, ZoneId zone) {
    SiteHistory history = SiteHistory.restored(site, zone.getId(), List.of());
    List<KpiCell> cells = new ArrayList<>();
    for (KpiDeclaration kpi : KpiCatalogue.builtIn().declarations()) {
      KpiFormula formula = KpiFormula.of(kpi, history);
      Map<CellKey, Accumulator> sums = new TreeMap<>();
      for (Visit visit : visits) {
        formula
            .cells(visit)
            .forEach((key, value) -> sums.merge(key, value, AccumulatorGroup::plus));
      }
      sums.forEach((key, value) ->
          cells.add(
              new KpiCell(
                  site,
                  kpi.getKpi(),
                  key.dimensions(),
                  key.granularity(),
                  key.windowStart(),
                  value)));
    }
    return cells;
  }

  private static JsonNode values(String path) throws Exception {
    RunningService.Reply reply = service.get(path);
    assertThat(reply.status()).as("%s with seed %d: %s", path, SEED, reply.body()).isEqualTo(200);
    return reply.body().path("values");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "turnaround?from=2026-11-14&window=day&by=carrier,material",
        "turnaround?from=2026-11-14&window=week&carrier=carrier%201&carrier=carrier%202",
        "turnaround?from=2026-11-14T10:10:00Z&to=2026-11-20T10:10:00Z",
        "total-stay?from=2026-11-16&to=2026-11-22&window=hour",
        "gate-wait?from=2026-11-01&window=month",
        "throughput?from=2026-11-14&window=15m&material=",
        "exception-rate?from=2026-11-14&window=all",
        "on-site?from=2026-11-18&to=2026-11-19&window=hour",
        "on-site?from=2026-11-14&window=day",
      })
  void sitesMergeExactly(String question) throws Exception {
    // When
    JsonNode together = values("/v1/kpis/" + question + "&sites=east,west");
    JsonNode atOne = values("/v1/sites/both/kpis/" + question);

    // Then
    assertThat(atOne).as("seed %d", SEED).isNotEmpty();
    assertThat(together).as("seed %d", SEED).isEqualTo(atOne);
  }

  @Test
  void daysAndQuarterHoursTellTheSame() throws Exception {
    // When: whole days, and the same with ragged ends that need quarter hours
    JsonNode days = values("/v1/sites/both/kpis/turnaround?from=2026-11-15&to=2026-11-22");
    PROCESSOR.maxCells(40);
    JsonNode halved = values("/v1/sites/both/kpis/turnaround?from=2026-11-15&to=2026-11-22");
    PROCESSOR.maxCells(Integer.MAX_VALUE);
    JsonNode quarters =
        values("/v1/sites/both/kpis/turnaround?from=2026-11-15&to=2026-11-22&window=15m");

    // Then
    long count = 0;
    for (JsonNode quarter : quarters) {
      count += quarter.path("count").asLong();
    }
    assertThat(days.path(0).path("count").asLong()).as("seed %d", SEED).isEqualTo(count);
    assertThat(halved).as("seed %d", SEED).isEqualTo(days);
  }

  @Test
  void monthsNeedOnlyCellsOfDays() throws Exception {
    // Given
    int before = PROCESSOR.asked().size();

    // When
    values("/v1/sites/both/kpis/turnaround?from=2026-11-01&to=2026-11-30&by=carrier&window=month");

    // Then
    assertThat(PROCESSOR.asked().subList(before, PROCESSOR.asked().size()))
        .filteredOn(asked -> asked.contains("/cells"))
        .hasSize(1)
        .allMatch(asked -> asked.contains("granularity=day"));
  }

  @Test
  void aDayIsEachSitesOwn() throws Exception {
    // When
    JsonNode values =
        values(
            "/v1/kpis/turnaround?sites=west,tokyo&by=site&window=day&from=2026-11-18&to=2026-11-18");

    // Then: the day of Tokyo began eight hours before that of Paris
    for (JsonNode value : values) {
      boolean isTokyo = value.path("dimensions").path("site").asText().equals("tokyo");
      assertThat(value.path("window").asText()).isEqualTo("2026-11-18");
      assertThat(value.path("from").asText())
          .isEqualTo(isTokyo ? "2026-11-17T15:00:00Z" : "2026-11-17T23:00:00Z");
    }
    assertThat(values).isNotEmpty();
  }

  @Test
  void asksForTodayUnlessToldOtherwise() throws Exception {
    // When
    JsonNode answer = service.get("/v1/sites/both/kpis/turnaround").body();

    // Then
    assertThat(answer.path("from").asText()).isEqualTo("2026-11-22T23:00:00Z");
    assertThat(answer.path("to").asText()).isEqualTo("2026-11-23T23:00:00Z");
    assertThat(answer.path("window").asText()).isEqualTo("all");
  }
}
