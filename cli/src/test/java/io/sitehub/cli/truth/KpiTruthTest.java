package io.sitehub.cli.truth;

import static io.sitehub.cli.truth.Stories.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.truth.KpiTruth.Cell;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The KPIs of a morning of five trucks, against figures worked out by hand. */
class KpiTruthTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final Window EIGHT = new Window(at("08:00"), at("09:00"));
  private static final Window NINE = new Window(at("09:00"), at("10:00"));

  private final KpiTruth truth = truth("{}");

  private static KpiTruth truth(String config) {
    try {
      return KpiTruth.of(
          SiteTruth.of(Stories.SITE, Stories.all()),
          SiteSettings.of(ZoneOffset.UTC, new ObjectMapper().readTree(config)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(config, e);
    }
  }

  @Test
  void turnaroundIsFromGateToGateInTheHourOfTheExit() {
    assertThat(values(truth, Kpi.TURNAROUND, ChronoUnit.HOURS, true))
        .containsOnlyKeys(
            new Cell(EIGHT, List.of("delmas", "sand", "outbound")),
            new Cell(NINE, List.of("", "", "inbound")))
        .allSatisfy((cell, value) -> {
          assertThat(value.count()).isEqualTo(1);
          assertThat(value.measures()).containsEntry("mean", ExpectedMeasure.exactly(40));
        });
  }

  @Test
  void staysAndWaits() {
    assertThat(measure(Kpi.TOTAL_STAY, "mean")).isEqualTo(50);
    assertThat(measure(Kpi.GATE_WAIT, "mean")).isEqualTo(10);
    assertThat(measure(Kpi.CALL_RESPONSE, "mean")).isEqualTo(4);
    assertThat(measure(Kpi.WEIGHING_CYCLE, "mean")).isEqualTo(60);
    assertThat(truth.figures(Kpi.WEIGHING_CYCLE)).hasSize(6);
  }

  @Test
  void waitOnSiteIsTheTurnaroundWithoutStationsAndScales() {
    // 40 − 20 − 4 and 40 − 13 − 2 minutes
    assertThat(truth.figures(Kpi.INTERNAL_WAIT))
        .containsExactly(figure("08:50", 16 * 60_000), figure("09:20", 25 * 60_000));
  }

  @Test
  void serviceIsOfTheProductTheTruckWasSentForElseOfThatOfTheVisit() {
    assertThat(truth.figures(Kpi.STATION_SERVICE))
        .containsExactly(
            figure("08:35", 20 * 60_000, "loader-1", "sand"),
            figure("09:00", 10 * 60_000, "pit-1", "wheat"),
            figure("09:05", 3 * 60_000, "pit-2", ""));
  }

  @Test
  void throughputCountsCompletedVisitsAndTheirNetWeights() {
    assertThat(measure(Kpi.THROUGHPUT, "trucks")).isEqualTo(2);
    assertThat(measure(Kpi.THROUGHPUT, "tonnes")).isEqualTo(50.02);
  }

  @Test
  void onTimeIsWhoArrivesWithinTheSlotOrTheToleranceAroundIt() {
    assertThat(truth.figures(Kpi.ON_TIME))
        .containsExactly(figure("08:00", 1, "delmas"), figure("09:00", 0, "delmas"));
    assertThat(measure(Kpi.ON_TIME, "percent")).isEqualTo(50);
    assertThat(truth("{\"slotToleranceMinutes\": 30}").figures(Kpi.ON_TIME))
        .extracting(Figure::value)
        .containsExactly(1L, 1L);
  }

  @Test
  void aNoShowHasNotComeWhenTheGraceAfterItsSlotIsOver() {
    assertThat(truth.figures(Kpi.NO_SHOW))
        .containsExactly(
            figure("09:30", 0, "delmas"),
            figure("09:30", 0, "delmas"),
            figure("09:30", 1, "delmas"));
    assertThat(truth("{\"noShowGraceMinutes\": 29}").figures(Kpi.NO_SHOW))
        .extracting(Figure::value)
        .containsExactly(0L, 1L, 1L);
  }

  @Test
  void demurrageIsWhatStaysExceedTheFreeTimeBy() {
    assertThat(truth.figures(Kpi.DEMURRAGE)).isEmpty();
    Map<String, ExpectedMeasure> dear = day(truth("{\"freeTimeMinutes\": 45}"), Kpi.DEMURRAGE);
    assertThat(dear)
        .containsOnlyKeys("trucks", "hours")
        .containsEntry("trucks", ExpectedMeasure.exactly(2))
        .containsEntry("hours", ExpectedMeasure.exactly(10 / 60.0));
    assertThat(truth("{\"freeTimeMinutes\": 50}").figures(Kpi.DEMURRAGE)).isEmpty();
  }

  @Test
  void accuracyIsByTheNetWeightOrWhereThereWereSeveralStaysByTheStation() {
    // 26.02 t instead of 26 t, 20.1 t instead of 20 t, and a stay that nobody ordered
    assertThat(truth.figures(Kpi.LOAD_ACCURACY))
        .containsExactly(figure("08:35", 769, "loader-1"), figure("09:00", 5_000, "pit-1"));
    assertThat(measure(Kpi.LOAD_ACCURACY, "mean")).isBetween(0.2883, 0.2885);
  }

  @Test
  void aDeviationHasASignInItsMeanAndNoneInItsPercentiles() {
    // Given
    Sums sums =
        new Sums(
            Kpi.LOAD_ACCURACY,
            List.of(figure("08:00", -20_000), figure("08:10", -10_000), figure("08:20", 6_000)));

    // When
    Map<String, ExpectedMeasure> measures = sums.over(EIGHT).orElseThrow().measures();

    // Then
    assertThat(measures.get("mean")).matches(mean -> mean.allows(-0.8) && !mean.allows(-0.7998));
    assertThat(measures.get("p50")).matches(p50 -> p50.allows(1.0) && !p50.allows(1.02));
    assertThat(measures.get("p95")).matches(p95 -> p95.allows(2.0) && !p95.allows(1.98));
  }

  @Test
  void exceptionsAreReweighsCorrectionsAndRefusalsOfTrucksThatCame() {
    assertThat(truth.figures(Kpi.EXCEPTION_RATE)).hasSize(3);
    assertThat(measure(Kpi.EXCEPTION_RATE, "percent")).isEqualTo(100);
  }

  @Test
  void occupancyIsWeightedByTime() {
    // Two trucks from 08:40 to 08:50, one from 08:10 to 08:40 and from 08:50 to 09:20
    Map<Cell, ExpectedValue> hours = values(truth, Kpi.ON_SITE, ChronoUnit.HOURS, false);
    assertThat(hours).hasSize(24);
    assertThat(measures(hours, EIGHT))
        .containsEntry("now", ExpectedMeasure.exactly(1))
        .containsEntry("mean", ExpectedMeasure.exactly((30 + 2 * 10 + 10) / 60.0))
        .containsEntry("maximum", ExpectedMeasure.exactly(2));
    assertThat(measures(hours, NINE))
        .containsEntry("now", ExpectedMeasure.exactly(0))
        .containsEntry("mean", ExpectedMeasure.exactly(20 / 60.0))
        .containsEntry("maximum", ExpectedMeasure.exactly(1));
  }

  @Test
  void aQueueIsLeftWhenTheTruckIsCalled() {
    assertThat(truth.figures(Kpi.QUEUE_LENGTH))
        .containsExactly(figure("08:02", 1, "outside"), figure("08:06", -1, "outside"));
    assertThat(values(truth, Kpi.QUEUE_LENGTH, ChronoUnit.DAYS, true))
        .hasSize(1)
        .allSatisfy((cell, value) -> {
          assertThat(cell.dimensions()).containsExactly("outside");
          assertThat(value.count()).isZero();
          assertThat(value.measures())
              .containsEntry("maximum", ExpectedMeasure.exactly(1))
              .containsEntry("mean", ExpectedMeasure.exactly(4 / 1440.0));
        });
  }

  @Test
  void oneOutAndOneInAtTheSameInstantAreNeverThere() {
    Levels levels =
        new Levels(
            List.of(
                figure("08:00", 1), figure("08:30", -1), figure("08:30", 1), figure("08:45", -1)));
    assertThat(levels.over(EIGHT).orElseThrow().measures())
        .containsEntry("maximum", ExpectedMeasure.exactly(1));
  }

  @Test
  void utilisationIsOfTheTimeThatWhatWasTakenWasToBeHad() {
    // Five weighings of a minute in the hour of eight, one in the hour of nine
    Map<Cell, ExpectedValue> hours = values(truth, Kpi.SCALE_UTILISATION, ChronoUnit.HOURS, false);
    assertThat(hours).hasSize(24);
    assertThat(measures(hours, EIGHT))
        .containsEntry("percent", ExpectedMeasure.exactly(100 * 5 / 60.0))
        .containsEntry("hours", ExpectedMeasure.exactly(5 / 60.0));
    assertThat(measures(hours, NINE))
        .containsEntry("percent", ExpectedMeasure.exactly(100 * 1 / 60.0));
  }

  @Test
  void anIdleUnitHalvesTheWholeAndIsNothingForItself() {
    // Given
    KpiTruth two = truth("{\"scales\": [{\"id\": \"scale-1\"}, {\"id\": \"scale-2\"}]}");

    // When
    Map<Cell, ExpectedValue> together = values(two, Kpi.SCALE_UTILISATION, ChronoUnit.HOURS, false);
    Map<Cell, ExpectedValue> apart = values(two, Kpi.SCALE_UTILISATION, ChronoUnit.HOURS, true);

    // Then
    assertThat(measures(together, EIGHT))
        .containsEntry("percent", ExpectedMeasure.exactly(100 * 5 / 120.0));
    assertThat(apart).hasSize(48);
    assertThat(Objects.requireNonNull(apart.get(new Cell(EIGHT, List.of("scale-2")))))
        .isEqualTo(
            new ExpectedValue(
                0,
                Map.of(
                    "percent", ExpectedMeasure.exactly(0), "hours", ExpectedMeasure.exactly(0))));
  }

  @Test
  void whatIsTakenWhileTheSiteIsClosedIsTakenAndNoShareOfAnything() {
    // Given
    KpiTruth late =
        truth(
            """
            {"openingHours": [{"days": ["monday"], "from": "09:00", "to": "12:00"}]}\
            """);

    // When
    Map<Cell, ExpectedValue> hours = values(late, Kpi.SCALE_UTILISATION, ChronoUnit.HOURS, false);

    // Then
    assertThat(hours).hasSize(4);
    assertThat(measures(hours, EIGHT))
        .isEqualTo(Map.of("hours", ExpectedMeasure.exactly(5 / 60.0)));
    assertThat(day(late, Kpi.SCALE_UTILISATION))
        .containsEntry("percent", ExpectedMeasure.exactly(100 * 6 / 180.0));
  }

  @Test
  void aSpanCountsWhereItBeginsAndTakesTimeWhereverItLasts() {
    // Given 20 minutes from 08:50
    TakenTime taken =
        new TakenTime(
            List.of(figure("08:50", 20 * 60_000, "pit-1")),
            1,
            SiteSettings.unconfigured(ZoneOffset.UTC).hours());

    // When
    ExpectedValue eight = taken.over(EIGHT).orElseThrow();
    ExpectedValue nine = taken.over(NINE).orElseThrow();

    // Then
    assertThat(List.of(eight, nine)).extracting(ExpectedValue::count).containsExactly(1L, 0L);
    assertThat(List.of(eight, nine))
        .extracting(value -> value.measures().get("hours"))
        .containsOnly(ExpectedMeasure.exactly(10 / 60.0));
  }

  @Test
  void withoutAnythingTakenOrKnownToBeThereIsNoUtilisation() {
    KpiTruth nobody = KpiTruth.of(SiteTruth.of(Stories.SITE, List.of()), settings());
    assertThat(values(nobody, Kpi.STATION_UTILISATION, ChronoUnit.HOURS, false)).isEmpty();
  }

  @Test
  void percentilesAreNearestRankWithinOneBucket() {
    // Given 1 to 100 minutes
    List<Figure> figures =
        LongStream.rangeClosed(1, 100)
            .mapToObj(minutes -> figure("08:00", minutes * 60_000))
            .toList();

    // When
    Map<String, ExpectedMeasure> measures =
        new Sums(Kpi.GATE_WAIT, figures).over(EIGHT).orElseThrow().measures();

    // Then
    ExpectedMeasure p90 = Objects.requireNonNull(measures.get("p90"));
    assertThat(p90.lowest()).isEqualTo(90.0);
    assertThat(p90.highest()).isBetween(90.5, 90.9);
    assertThat(p90.allows(90.3)).isTrue();
    assertThat(p90.allows(89.9)).isFalse();
    assertThat(p90.allows(91.0)).isFalse();
  }

  @Test
  void aSumIsNoOccupancy() {
    Sums wrong = new Sums(Kpi.ON_SITE, List.of(figure("08:00", 1)));
    assertThatThrownBy(() -> wrong.over(EIGHT)).hasMessageContaining("ON_SITE is no sum");
  }

  private double measure(Kpi kpi, String name) {
    ExpectedMeasure measure = Objects.requireNonNull(day(truth, kpi).get(name));
    return (measure.lowest() + measure.highest()) / 2;
  }

  private static Map<String, ExpectedMeasure> day(KpiTruth truth, Kpi kpi) {
    return values(truth, kpi, ChronoUnit.DAYS, false).values().iterator().next().measures();
  }

  private static Map<Cell, ExpectedValue> values(
      KpiTruth truth, Kpi kpi, ChronoUnit unit, boolean apart) {
    return truth.values(kpi, Window.of(DAY, ZoneOffset.UTC, unit), apart);
  }

  private static Map<String, ExpectedMeasure> measures(
      Map<Cell, ExpectedValue> values, Window window) {
    return Objects.requireNonNull(values.get(new Cell(window, List.of()))).measures();
  }

  private static SiteSettings settings() {
    return SiteSettings.unconfigured(ZoneOffset.UTC);
  }

  private static Figure figure(String time, long value, String... dimensions) {
    return new Figure(at(time), value, List.of(dimensions));
  }
}
