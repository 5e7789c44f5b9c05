package io.sitehub.site.kpi;

import static io.sitehub.site.kpi.Visits.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

  private static List<Measured> measure(String kpi, Visit visit) {
    return Formulas.builtIn(kpi, Formulas.in(ZoneOffset.UTC)).measure(visit);
  }

  private static Measured measured(Instant at, long value, String... dimensions) {
    return new Measured(at, value, List.of(dimensions));
  }
}
