package io.sitehub.cli.truth;

import static io.sitehub.cli.truth.Stories.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The truth of a morning of four trucks, against figures worked out by hand. */
class SiteTruthTest {
  private final SiteTruth truth = SiteTruth.of(Stories.SITE, Stories.all());

  @Test
  void aReweighStandsInForTheWeighingBeforeItAndACheckNever() {
    ExpectedTicket ticket = ticket("V-1");
    assertThat(ticket.grossKg()).isEqualTo(40_020);
    assertThat(ticket.tareKg()).isEqualTo(14_000);
    assertThat(ticket.netKg()).isEqualTo(26_020);
    assertThat(ticket.second().weighingId()).isEqualTo("W-3");
    assertThat(ticket.inbound()).isFalse();
  }

  @Test
  void aReweighBeforeTheSecondStandsInForTheFirst() {
    // Given
    var first = Stories.loaded().weighings().get(0);
    var again = Stories.loaded().weighings().get(2);
    var second = Stories.loaded().weighings().get(1);

    // When
    ExpectedTicket ticket =
        Objects.requireNonNull(ExpectedTicket.of(Stories.weighed(List.of(first, again, second))));

    // Then
    assertThat(ticket.first()).isEqualTo(again);
    assertThat(ticket.netKg()).isEqualTo(20);
  }

  @Test
  void withoutTwoWeighingsThereIsNoTicket() {
    assertThat(ExpectedTicket.of(Stories.denied())).isNull();
    assertThat(ExpectedTicket.of(Stories.noShow())).isNull();
  }

  @Test
  void turnaroundIsFromGateToGateInTheHourOfTheExit() {
    var cells = truth.cells(Kpi.TURNAROUND, ZoneOffset.UTC, ChronoUnit.HOURS, true);
    assertThat(cells)
        .containsExactly(
            entry(
                new SiteTruth.Cell(at("08:00"), List.of("delmas", "sand", "outbound")),
                List.of(figure("08:50", 40 * 60_000, "delmas", "sand", "outbound"))),
            entry(
                new SiteTruth.Cell(at("09:00"), List.of("", "", "inbound")),
                List.of(figure("09:20", 40 * 60_000, "", "", "inbound"))));
  }

  @Test
  void staysAndWaits() {
    assertThat(mean(Kpi.TOTAL_STAY)).isEqualTo(50.0);
    assertThat(mean(Kpi.GATE_WAIT)).isEqualTo(10.0);
    assertThat(mean(Kpi.WEIGHING_CYCLE)).isEqualTo(60.0);
    assertThat(truth.figures(Kpi.WEIGHING_CYCLE)).hasSize(6);
  }

  @Test
  void throughputCountsCompletedVisitsAndTheirNetWeights() {
    Map<String, ExpectedMeasure> day = day(Kpi.THROUGHPUT);
    assertThat(day.get("trucks")).isEqualTo(ExpectedMeasure.exactly(2));
    assertThat(day.get("tonnes")).isEqualTo(ExpectedMeasure.exactly(50.02));
  }

  @Test
  void exceptionsAreReweighsCorrectionsAndRefusalsOfTrucksThatCame() {
    assertThat(truth.figures(Kpi.EXCEPTION_RATE)).hasSize(3);
    assertThat(day(Kpi.EXCEPTION_RATE).get("percent")).isEqualTo(ExpectedMeasure.exactly(100));
  }

  @Test
  void occupancyIsWeightedByTime() {
    // Two trucks from 08:40 to 08:50, one from 08:10 to 08:40 and from 08:50 to 09:20
    Map<String, ExpectedMeasure> eight = occupancy(at("08:00"), at("09:00"));
    assertThat(eight)
        .containsEntry("now", ExpectedMeasure.exactly(1))
        .containsEntry("mean", ExpectedMeasure.exactly((30 + 2 * 10 + 10) / 60.0))
        .containsEntry("maximum", ExpectedMeasure.exactly(2));
    Map<String, ExpectedMeasure> nine = occupancy(at("09:00"), at("10:00"));
    assertThat(nine)
        .containsEntry("now", ExpectedMeasure.exactly(0))
        .containsEntry("mean", ExpectedMeasure.exactly(20 / 60.0))
        .containsEntry("maximum", ExpectedMeasure.exactly(1));
  }

  @Test
  void oneOutAndOneInAtTheSameInstantAreNeverThere() {
    List<Figure> changes =
        List.of(figure("08:00", 1), figure("08:30", -1), figure("08:30", 1), figure("08:45", -1));
    assertThat(Kpi.ON_SITE.measures(changes, at("08:00"), at("09:00")).get("maximum"))
        .isEqualTo(ExpectedMeasure.exactly(1));
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
        Kpi.GATE_WAIT.measures(figures, at("08:00"), at("09:00"));

    // Then
    ExpectedMeasure p90 = Objects.requireNonNull(measures.get("p90"));
    assertThat(p90.lowest()).isEqualTo(90.0);
    assertThat(p90.highest()).isBetween(90.5, 90.9);
    assertThat(p90.allows(90.3)).isTrue();
    assertThat(p90.allows(89.9)).isFalse();
    assertThat(p90.allows(91.0)).isFalse();
  }

  private double mean(Kpi kpi) {
    return Objects.requireNonNull(day(kpi).get("mean")).lowest();
  }

  private Map<String, ExpectedMeasure> day(Kpi kpi) {
    return kpi.measures(truth.figures(kpi), at("00:00"), at("23:59"));
  }

  private Map<String, ExpectedMeasure> occupancy(Instant from, Instant to) {
    return Kpi.ON_SITE.measures(truth.figures(Kpi.ON_SITE), from, to);
  }

  private ExpectedTicket ticket(String visitId) {
    ExpectedVisit visit = Objects.requireNonNull(truth.visits().get(visitId));
    return Objects.requireNonNull(visit.ticket());
  }

  private static Figure figure(String time, long value, String... dimensions) {
    return new Figure(at(time), value, List.of(dimensions));
  }
}
