package io.sitehub.site.kpi;

import static io.sitehub.site.kpi.Visits.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.site.config.SiteHistory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each KPI's definition, one rule a test. */
class BuiltInKpisTest {

  @Test
  void turnaroundIsFromEntryToExitAndFallsInTheWindowOfTheExit() {
    assertThat(measure("turnaround", Visits.completed()))
        .containsExactly(measured(at("08:50"), 2_400_000, "Martin", "gravel", "outbound"));
  }

  @Test
  void totalStayIsFromArrivalToExit() {
    assertThat(measure("total-stay", Visits.completed()))
        .containsExactly(measured(at("08:50"), 3_000_000, "Martin", "gravel", "outbound"));
  }

  @Test
  void gateWaitIsFromArrivalToEntryAndFallsInTheWindowOfTheEntry() {
    assertThat(measure("gate-wait", Visits.completed()))
        .containsExactly(measured(at("08:10"), 600_000));
  }

  @Test
  void anExitBeforeTheEntryIsNoTurnaround() {
    Visit visit = Visits.completed();
    visit.setExitedAt(at("08:05"));
    assertThat(measure("turnaround", visit)).isEmpty();
    assertThat(measure("on-site", visit)).isEmpty();
  }

  @Test
  void anEntryBeforeTheArrivalIsNoGateWait() {
    Visit visit = Visits.completed();
    visit.setEnteredAt(at("07:59"));
    assertThat(measure("gate-wait", visit)).isEmpty();
  }

  @Test
  void everyWeighingIsACycleOfItsScale() {
    assertThat(measure("weighing-cycle", Visits.completed()))
        .containsExactly(
            measured(at("08:16"), 60_000, "in"), measured(at("08:42"), 120_000, "out"));
  }

  @Test
  void aWeighingThatLeftTheScaleBeforeItCameOrDoesNotSayIsNoCycle() {
    Visit visit = Visits.empty();
    visit.setWeighings(
        List.of(
            Visits.weighing("in", WeighingPass.FIRST, at("08:16"), at("08:15")),
            Visits.weighing("in", WeighingPass.SECOND, null, at("08:15"))));
    assertThat(measure("weighing-cycle", visit)).isEmpty();
  }

  @Test
  void throughputIsTheNetWeightOfACompletedVisitWhenItIsClosed() {
    assertThat(measure("throughput", Visits.completed()))
        .containsExactly(measured(at("08:51"), 25_000_000, "gravel", "outbound", "Martin"));
  }

  @Test
  void aCompletedVisitWithoutNetWeightIsATruckWithoutTonnes() {
    Visit visit = Visits.completed();
    visit.setNet(null);
    assertThat(measure("throughput", visit)).extracting(Measured::value).containsExactly(0L);
  }

  @Test
  void aRefusedVisitIsNoThroughput() {
    Visit visit = Visits.completed();
    visit.setOutcome(VisitOutcome.REFUSED);
    assertThat(measure("throughput", visit)).isEmpty();
  }

  @Test
  void whereNoDirectionWasAnnouncedTheWeightsSayIt() {
    Visit visit = Visits.completed();
    visit.setDirection(null);
    visit.setCarrier(null);
    assertThat(measure("throughput", visit))
        .extracting(Measured::dimensions)
        .containsExactly(List.of("gravel", "outbound", ""));
  }

  @Test
  void aTruckIsOnSiteFromItsEntryToItsExit() {
    assertThat(measure("on-site", Visits.completed()))
        .containsExactly(measured(at("08:10"), 1), measured(at("08:50"), -1));
  }

  @Test
  void aTruckWithoutExitIsOnSiteUntilTheVisitIsClosed() {
    Visit visit = Visits.completed();
    visit.setExitedAt(null);
    assertThat(measure("on-site", visit))
        .containsExactly(measured(at("08:10"), 1), measured(at("08:51"), -1));
    visit.setClosedAt(null);
    assertThat(measure("on-site", visit)).containsExactly(measured(at("08:10"), 1));
  }

  @Test
  void anOrdinaryVisitIsNoException() {
    assertThat(measure("exception-rate", Visits.completed()))
        .containsExactly(measured(at("08:51"), 0));
  }

  @Test
  void refusalReweighManualWeightAndCorrectionAreExceptions() {
    Visit refused = Visits.completed();
    refused.setOutcome(VisitOutcome.REFUSED);
    Visit denied = Visits.completed();
    denied.setAccessGranted(false);
    Visit reweighed = Visits.completed();
    reweighed.setWeighings(
        List.of(Visits.weighing("in", WeighingPass.REWEIGH, at("08:15"), at("08:16"))));
    Visit manual = Visits.completed();
    manual.getWeighings().getFirst().setManual(true);
    Visit corrected = Visits.completed();
    corrected.setCorrectedEvents(1);
    for (Visit visit : List.of(refused, denied, reweighed, manual, corrected)) {
      assertThat(measure("exception-rate", visit)).containsExactly(measured(at("08:51"), 1));
    }
  }

  @Test
  void aVisitToWhichNoTruckCameIsNotCounted() {
    for (VisitOutcome outcome : List.of(VisitOutcome.NO_SHOW, VisitOutcome.CANCELLED)) {
      Visit visit = Visits.completed();
      visit.setOutcome(outcome);
      assertThat(measure("exception-rate", visit)).isEmpty();
    }
  }

  @Test
  void theResponseToACallIsFromTheCallToTheEntry() {
    Visit visit = Visits.completed();
    visit.setCalledAt(at("08:04"));
    assertThat(measure("call-response", visit))
        .containsExactly(measured(at("08:10"), 360_000, "Martin"));
    visit.setCalledAt(at("08:20")); // it was called inside
    assertThat(measure("call-response", visit)).isEmpty();
  }

  @Test
  void serviceIsFromStartToEndOfEveryStayOfItsProductElseTheMaterial() {
    Visit visit = Visits.completed();
    VisitHandling sand = Visits.handling("silo-2", at("08:30"), at("08:38"));
    sand.setProduct("sand");
    visit.setHandlings(
        List.of(
            Visits.handling("silo-1", at("08:18"), at("08:28")),
            sand,
            Visits.handling("silo-1", at("08:39"), null),
            Visits.handling("silo-1", null, at("08:39")),
            Visits.handling("silo-1", at("08:39"), at("08:38"))));
    assertThat(measure("station-service", visit))
        .containsExactly(
            measured(at("08:28"), 600_000, "silo-1", "gravel"),
            measured(at("08:38"), 480_000, "silo-2", "sand"));
  }

  @Test
  void theWaitOnSiteIsTheTurnaroundWithoutStationsAndScales() {
    Visit visit = Visits.completed(); // 40 min on site, of which 1 and 2 min on scales
    visit.setHandlings(
        List.of(
            Visits.handling("silo-1", at("08:18"), at("08:28")),
            Visits.handling("silo-2", at("08:30"), at("08:29"))));
    assertThat(measure("internal-wait", visit))
        .containsExactly(measured(at("08:50"), (40 - 1 - 2 - 10) * 60_000));
    visit.setHandlings(List.of(Visits.handling("silo-1", at("08:10"), at("08:50"))));
    assertThat(measure("internal-wait", visit)).isEmpty();
  }

  @Test
  void utilisationIsOfTheSpanOnTheScaleAndAtTheStation() {
    Visit visit = Visits.completed();
    visit.setHandlings(
        List.of(
            Visits.handling("silo-1", at("08:18"), at("08:28")),
            Visits.handling("silo-1", at("08:29"), null)));
    assertThat(measure("scale-utilisation", visit))
        .containsExactly(
            measured(at("08:15"), 60_000, "in"), measured(at("08:40"), 120_000, "out"));
    assertThat(measure("station-utilisation", visit))
        .containsExactly(measured(at("08:18"), 600_000, "silo-1"));
  }

  @Test
  void aSpanOfMoreThanAWeekIsLeftOut() {
    Visit visit = Visits.completed();
    Instant start = at("08:18");
    visit.setHandlings(List.of(Visits.handling("silo-1", start, start.plusSeconds(7 * 86_400))));
    assertThat(measure("station-utilisation", visit)).hasSize(1);
    visit.setHandlings(List.of(Visits.handling("silo-1", start, start.plusSeconds(604_801))));
    assertThat(measure("station-utilisation", visit)).isEmpty();
  }

  @Test
  void anArrivalIsOnTimeFromTheStartOfItsSlotToItsEndAndTheToleranceAround() {
    // Given an arrival at 08:00, and the tolerance of 15 minutes nobody changed
    assertThat(onTime("08:15", "09:00")).containsExactly(measured(at("08:00"), 1, "Martin"));
    assertThat(onTime("08:16", "09:00")).containsExactly(measured(at("08:00"), 0, "Martin"));
    assertThat(onTime("07:00", "07:45")).containsExactly(measured(at("08:00"), 1, "Martin"));
    assertThat(onTime("07:00", "07:44")).containsExactly(measured(at("08:00"), 0, "Martin"));
    assertThat(onTime("07:45", null)).containsExactly(measured(at("08:00"), 1, "Martin"));
    assertThat(onTime("07:44", null)).containsExactly(measured(at("08:00"), 0, "Martin"));
    assertThat(onTime("09:00", "08:00")).isEmpty();
    assertThat(onTime(null, "08:00")).isEmpty();
  }

  @Test
  void whereNoArrivalWasRecordedTheEntryIsTheArrival() {
    Visit visit = Visits.completed();
    visit.setArrivedAt(null);
    visit.setSlotStart(at("08:00"));
    assertThat(measure("on-time", visit)).containsExactly(measured(at("08:10"), 1, "Martin"));
  }

  @Test
  void aSlotIsANoShowWhenNoTruckCameByItsEndAndTheGrace() {
    // Given a slot that ends at 06:59, 07:00: the grace of an hour ends around the arrival at 08:00
    Visit visit = Visits.completed();
    visit.setSlotStart(at("06:30"));
    visit.setSlotEnd(at("06:59"));
    assertThat(measure("no-show", visit))
        .as("entered at 08:10")
        .containsExactly(measured(at("07:59"), 1, "Martin"));
    visit.setSlotEnd(at("07:00"));
    assertThat(measure("no-show", visit)).containsExactly(measured(at("08:00"), 0, "Martin"));
    visit.setArrivedAt(null);
    visit.setSlotEnd(at("07:10"));
    assertThat(measure("no-show", visit)).containsExactly(measured(at("08:10"), 0, "Martin"));
    visit.setEnteredAt(null);
    assertThat(measure("no-show", visit)).containsExactly(measured(at("08:10"), 1, "Martin"));
    visit.setOutcome(VisitOutcome.CANCELLED);
    assertThat(measure("no-show", visit)).isEmpty();
  }

  @Test
  void settingsInForceAtTheArrivalDecide() {
    // Given free time of 30 minutes from 08:00 on, of 45 before
    SiteHistory history =
        SiteHistory.of(
            "lyon-1",
            List.of(
                Formulas.config(c -> c.setFreeTimeMinutes(45)),
                Formulas.config(c -> c.setFreeTimeMinutes(30).setValidFrom(at("08:00")))));
    KpiFormula demurrage = Formulas.builtIn("demurrage", history);
    Visit visit = Visits.completed();
    // When it stays from 08:00 to 08:50, or from a minute before
    assertThat(demurrage.measure(visit))
        .containsExactly(measured(at("08:50"), 20 * 60_000, "Martin"));
    visit.setArrivedAt(at("07:59"));
    assertThat(demurrage.measure(visit))
        .containsExactly(measured(at("08:50"), 6 * 60_000, "Martin"));
  }

  @Test
  void aStayWithinTheFreeTimeIsNoDemurrage() {
    Visit visit = Visits.completed();
    visit.setExitedAt(at("10:00"));
    assertThat(measure("demurrage", visit)).isEmpty();
    visit.setExitedAt(at("10:01"));
    assertThat(measure("demurrage", visit))
        .containsExactly(measured(at("10:01"), 60_000, "Martin"));
  }

  @Test
  void accuracyIsOfTheNetWeightOfAnOnlyStayAndOfWhatWasDeliveredOtherwise() {
    Visit visit = Visits.completed(); // 25 t net
    VisitHandling silo1 = Visits.handling("silo-1", at("08:18"), at("08:28"));
    silo1.setSetpointGrams(24_000_000L);
    silo1.setDeliveredGrams(23_880_000L);
    visit.setHandlings(List.of(silo1));
    assertThat(measure("load-accuracy", visit))
        .containsExactly(measured(at("08:28"), 41_667, "silo-1"));
    visit.setNet(null);
    assertThat(measure("load-accuracy", visit))
        .containsExactly(measured(at("08:28"), -5_000, "silo-1"));
    VisitHandling silo2 = Visits.handling("silo-2", at("08:30"), at("08:31"));
    visit = Visits.completed();
    visit.setHandlings(List.of(silo1, silo2));
    assertThat(measure("load-accuracy", visit))
        .containsExactly(measured(at("08:28"), -5_000, "silo-1"));
    silo1.setSetpointGrams(0L);
    assertThat(measure("load-accuracy", visit)).isEmpty();
  }

  @Test
  void aTruckIsInTheQueueUntilItIsCalledOrEntersOrIsClosed() {
    Visit visit = Visits.completed();
    visit.setQueueId("north");
    visit.setQueuedAt(at("08:01"));
    assertThat(measure("queue-length", visit))
        .containsExactly(measured(at("08:01"), 1, "north"), measured(at("08:10"), -1, "north"));
    visit.setCalledAt(at("08:05"));
    assertThat(measure("queue-length", visit))
        .containsExactly(measured(at("08:01"), 1, "north"), measured(at("08:05"), -1, "north"));
    visit.setQueuedAt(at("08:20")); // queues again, inside
    assertThat(measure("queue-length", visit))
        .containsExactly(measured(at("08:20"), 1, "north"), measured(at("08:51"), -1, "north"));
    visit.setClosedAt(null);
    assertThat(measure("queue-length", visit)).containsExactly(measured(at("08:20"), 1, "north"));
  }

  private static List<Measured> onTime(@Nullable String slotStart, @Nullable String slotEnd) {
    Visit visit = Visits.completed();
    visit.setSlotStart(slotStart == null ? null : at(slotStart));
    visit.setSlotEnd(slotEnd == null ? null : at(slotEnd));
    return measure("on-time", visit);
  }

  private static List<Measured> measure(String kpi, Visit visit) {
    return Formulas.builtIn(kpi, Formulas.in(ZoneOffset.UTC)).measure(visit);
  }

  private static Measured measured(Instant at, long value, String... dimensions) {
    return new Measured(at, value, List.of(dimensions));
  }
}
