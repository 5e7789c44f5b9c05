package io.sitehub.kpis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.kpis.FakeProcessor;
import io.sitehub.kpis.OpenApiContract;
import io.sitehub.kpis.RunningService;
import io.sitehub.kpis.RunningService.Reply;
import io.sitehub.kpis.route.Role;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions about KPIs that sites define, and about sites that are configured. */
class OwnKpisIT {
  private static final String GRAVEL =
      """
      {"kpi":"gravel-net","title":"Gravel","definition":"Net weight of gravel.",
       "when":"visit.material == 'gravel'","at":"visit.closedAt","value":"visit.netKg",
       "dimensions":[%s],"aggregate":"total","unit":"tonnes"}\
      """;
  private static final String BY_CARRIER = "{\"name\":\"carrier\",\"of\":\"visit.carrier\"}";

  private FakeProcessor processor;
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    processor =
        new FakeProcessor("one", 2)
            .holds(Role.ACTIVE, 0, 1)
            .knows("lyon-1", "Europe/Paris")
            .knows("porto", "Europe/Lisbon");
    service =
        RunningService.start(
            Map.of(
                "processors", processor.address().toString(),
                "routing.hedge.after", "1s",
                "routing.read.timeout", "4s"));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> service.getManagement("/health/ready").status() == 200);
  }

  @AfterEach
  void stop() {
    service.close();
    processor.close();
  }

  @Test
  void aKpiIsAnsweredAsSoonAsTheSiteHasItAndNoLonger() throws Exception {
    // Given
    Reply before = ask("/v1/sites/{site}/kpis/{kpi}", "/v1/sites/lyon-1/kpis/gravel-net");
    processor.cells(cells("lyon-1", 24_000_000));
    // When
    processor.hasSeries("lyon-1", live(1, GRAVEL.formatted("")));
    Reply with = ask("/v1/sites/{site}/kpis/{kpi}", "/v1/sites/lyon-1/kpis/gravel-net");
    Reply mistyped = ask("/v1/sites/{site}/kpis/{kpi}", "/v1/sites/lyon-1/kpis/gravel-nett");
    processor.hasSeries("lyon-1");
    Reply after = ask("/v1/sites/{site}/kpis/{kpi}", "/v1/sites/lyon-1/kpis/gravel-net");
    // Then
    assertThat(before.status()).isEqualTo(404);
    assertThat(with.body().at("/values/0/measures/tonnes").asDouble()).isEqualTo(24);
    assertThat(mistyped.body().at("/violations/0/detail").asText())
        .contains("did you mean 'gravel-net'?");
    assertThat(after.status()).isEqualTo(404);
  }

  @Test
  void whileAChangeIsFilledTheValuesAreThoseOfBefore() throws Exception {
    // Given
    String changed = GRAVEL.formatted(BY_CARRIER);
    processor.cells(cells("lyon-1", 24_000_000));
    processor.hasSeries(
        "lyon-1", live(1, GRAVEL.formatted("")), series(2, changed, "filling", 1, 4));
    // When
    Reply values = ask("/v1/sites/{site}/kpis/{kpi}", "/v1/sites/lyon-1/kpis/gravel-net");
    Reply all = ask("/v1/sites/{site}/kpis", "/v1/sites/lyon-1/kpis");
    // Then
    assertThat(values.body().at("/values/0/measures/tonnes").asDouble()).isEqualTo(24);
    assertThat(all.body().path("kpis"))
        .anySatisfy(kpi -> {
          assertThat(kpi.path("kpi").asText()).isEqualTo("gravel-net");
          assertThat(kpi.path("builtIn").asBoolean(true)).isFalse();
          assertThat(kpi.path("dimensions")).isEmpty();
          assertThat(kpi.at("/state/percent").asInt()).isEqualTo(25);
        })
        .anySatisfy(kpi -> assertThat(kpi.path("kpi").asText()).isEqualTo("turnaround"));
  }

  @Test
  void sitesThatMeanTheSameAreAddedUpAndOthersAreTold() throws Exception {
    // Given
    processor.cells(both(cells("lyon-1", 24_000_000), cells("porto", 1_000_000)));
    processor.hasSeries("lyon-1", live(1, GRAVEL.formatted("")));
    processor.hasSeries("porto", live(1, GRAVEL.formatted("").replace("Gravel", "Brita")));
    String path = "/v1/kpis/gravel-net?sites=lyon-1,porto";
    // When
    Reply same = ask("/v1/kpis/{kpi}", path);
    processor.hasSeries("porto", live(2, GRAVEL.formatted("").replace("gravel'", "sand'")));
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> service.get("/v1/sites/porto/kpis").status() == 200);
    Reply differing = ask("/v1/kpis/{kpi}", path);
    Reply nobody = ask("/v1/kpis/{kpi}", "/v1/kpis/sand-net?sites=lyon-1,porto");
    // Then
    assertThat(same.body().at("/values/0/measures/tonnes").asDouble()).isEqualTo(25);
    assertThat(differing.status()).isEqualTo(409);
    assertThat(differing.body().at("/violations/0/detail").asText())
        .contains("lyon-1", "porto", "when");
    assertThat(nobody.status()).isEqualTo(404);
  }

  @Test
  void shiftsAndLatenessAreThoseOfTheSite() throws Exception {
    // Given
    processor.configured(
        "lyon-1",
        """
        {"siteId":"lyon-1","validFrom":"2026-01-01T00:00:00Z","zone":"Europe/Paris",
         "latenessMinutes":0,
         "shifts":[{"name":"early","days":["monday"],"from":"06:00","to":"11:00"},
                   {"name":"late","days":["monday"],"from":"11:00","to":"22:00"}]}\
        """);
    processor.hasSeries("lyon-1", live(1, GRAVEL.formatted("")));
    processor.cells(cells("lyon-1", 24_000_000));
    // When
    Reply reply =
        ask("/v1/sites/{site}/kpis/{kpi}", "/v1/sites/lyon-1/kpis/gravel-net?window=shift");
    // Then
    assertThat(reply.body().path("values")).hasSize(1);
    assertThat(reply.body().at("/values/0/window").asText()).isEqualTo("2026-11-23 early");
    assertThat(reply.body().at("/values/0/status").asText()).isEqualTo("final");
  }

  @Test
  void whatWasToldBeforeIsNotToldAgainUntilItChanges() throws Exception {
    // Given
    processor.cells(cells("lyon-1", 24_000_000));
    processor.hasSeries("lyon-1", live(1, GRAVEL.formatted("")));
    String today = "/v1/sites/lyon-1/kpis/gravel-net";
    // When
    Reply first = service.get(today);
    Reply second = service.get(today);
    int toldNothingNew = processor.toldNothingNew();
    processor.cells(cells("lyon-1", 1_000_000));
    Reply third = service.get(today);
    // Then
    assertThat(first.body().at("/values/0/measures/tonnes").asDouble()).isEqualTo(24);
    assertThat(second.body().path("values")).isEqualTo(first.body().path("values"));
    assertThat(toldNothingNew).isPositive();
    assertThat(third.body().at("/values/0/measures/tonnes").asDouble()).isEqualTo(25);
  }

  /** The quarter of an hour and the day that hold a measurement on the day of now. */
  private static List<KpiCell> cells(String site, long grams) {
    String midnight = site.equals("porto") ? "2026-11-23T00:00:00Z" : "2026-11-22T23:00:00Z";
    return List.of(
        cell(site, Granularity.QUARTER_HOUR, "2026-11-23T08:00:00Z", grams),
        cell(site, Granularity.DAY, midnight, grams));
  }

  private static List<KpiCell> both(List<KpiCell> one, List<KpiCell> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static KpiCell cell(String site, Granularity granularity, String start, long grams) {
    return KpiCell.newBuilder()
        .setSiteId(site)
        .setKpi("gravel-net")
        .setDimensions(List.of())
        .setGranularity(granularity)
        .setWindowStart(Instant.parse(start))
        .setValue(Accumulator.newBuilder().setCount(1).setSum(grams).build())
        .build();
  }

  private static String live(int number, String declaration) {
    return series(number, declaration, "live", 4, 4);
  }

  private static String series(int number, String declaration, String phase, int done, int of) {
    return """
    {"series":%d,"phase":"%s","visitsDone":%d,"visitsTotal":%d,"builtIn":false,
     "startedAt":"2026-11-23T10:00:00Z","declaration":%s}\
    """
        .formatted(number, phase, done, of, declaration);
  }

  private Reply ask(String template, String path) throws Exception {
    Reply reply = service.get(path);
    OpenApiContract.load().check(template, reply.status(), reply.contentType(), reply.body());
    return reply;
  }
}
