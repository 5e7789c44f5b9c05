package io.sitehub.processors.visit;

import static io.sitehub.processors.visit.Story.at;
import static io.sitehub.processors.visit.Story.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.AccessDecided;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.FineWeight;
import io.sitehub.model.event.HandlingMode;
import io.sitehub.model.event.QualityDecided;
import io.sitehub.model.event.QualityVerdict;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitArrived;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeightUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is missing or contradicts itself. Findings of corrections: {@link CorrectionsTest}. */
class FindingsTest {

  @Test
  void docsExplainEveryCode() throws IOException {
    List<String> explained =
        Files.readAllLines(Path.of("../docs/visits.md")).stream()
            .dropWhile(line -> !line.equals("| code | meaning |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();
    assertThat(explained)
        .containsExactlyElementsOf(
            Arrays.stream(FindingCode.values()).map(FindingCode::code).sorted().toList());
  }

  @Test
  void anOrdinaryVisitHasNone() {
    assertThat(Story.unloaded().findings()).isEmpty();
  }

  @Test
  void exitBeforeEntry() {
    assertFindings(new Story().exited("08:00").entered("08:10"), "exit-before-entry");
  }

  @Test
  void exitWithoutEntryUntilTheEntryComes() {
    Story story = new Story().exited("08:50");
    assertFindings(story, "exit-without-entry");
    assertFindings(story.entered("08:10"));
  }

  @Test
  void entryBeforeArrival() {
    assertFindings(
        new Story().entered("08:00").then("08:10", new VisitArrived()), "entry-before-arrival");
  }

  @Test
  void enteredTwice() {
    assertFindings(new Story().entered("08:00").entered("08:10"), "entered-twice");
  }

  @Test
  void exitedTwice() {
    assertFindings(new Story().entered("08:00").exited("08:10").exited("08:20"), "exited-twice");
  }

  @Test
  void reEntered() {
    assertFindings(new Story().entered("08:00").exited("08:10").entered("08:20"), "re-entered");
  }

  @Test
  void enteredThoughDenied() {
    Story story = new Story().then("08:00", new AccessDecided(false, null, null)).entered("08:10");
    assertFindings(story, "entered-though-denied");
  }

  @Test
  void closedWithoutExitUntilTheExitComes() {
    Story story =
        new Story()
            .weighed("08:05", WeighingPass.CHECK, 1)
            .entered("08:10")
            .closed("09:00", VisitOutcome.COMPLETED);
    assertFindings(story, "closed-without-exit");
    assertFindings(story.exited("08:59"));
  }

  @Test
  void eventAfterCloseButNotAVerdict() {
    Story story =
        Story.unloaded().then("11:00", new QualityDecided(QualityVerdict.ACCEPTED, null, null));
    assertFindings(story);
    assertFindings(
        story.completed("12:00", "silo-1"), "event-after-close", "handling-without-start");
  }

  @Test
  void closedTwice() {
    assertFindings(Story.unloaded().closed("09:00", VisitOutcome.COMPLETED), "closed-twice");
  }

  @Test
  void completedUnseen() {
    assertFindings(new Story().closed("09:00", VisitOutcome.COMPLETED), "completed-unseen");
  }

  @Test
  void noShowCame() {
    assertFindings(
        new Story().then("08:00", new VisitArrived()).closed("09:00", VisitOutcome.NO_SHOW),
        "no-show-came");
  }

  @Test
  void slotReversed() {
    assertFindings(
        new Story()
            .then(
                "06:00",
                VisitAnnounced.newBuilder()
                    .setSlotStart(at("09:00"))
                    .setSlotEnd(at("08:00"))
                    .build()),
        "slot-reversed");
  }

  @Test
  void plateChanged() {
    assertFindings(
        new Story().identified("08:00", "AB-128-CD").identified("08:01", "AB-123-CD"),
        "plate-changed");
  }

  @Test
  void secondWithoutFirstUntilTheFirstComes() {
    Story story = new Story().weighed("08:40", WeighingPass.SECOND, 15_000);
    assertFindings(story, "second-without-first");
    assertFindings(story.weighed("08:15", WeighingPass.FIRST, 40_000));
  }

  @Test
  void secondBeforeFirst() {
    assertFindings(
        new Story()
            .weighed("08:15", WeighingPass.SECOND, 15_000)
            .weighed("08:40", WeighingPass.FIRST, 40_000),
        "second-before-first");
  }

  @Test
  void firstWithoutSecondOnceTheVisitIsCompleted() {
    Story story = new Story().weighed("08:15", WeighingPass.FIRST, 40_000);
    assertFindings(story);
    assertFindings(story.closed("09:00", VisitOutcome.COMPLETED), "first-without-second");
  }

  @Test
  void twoFirstAndTwoSecondWeighings() {
    assertFindings(
        new Story()
            .weighed("08:15", WeighingPass.FIRST, 40_000)
            .weighed("08:16", WeighingPass.FIRST, 40_000)
            .weighed("08:40", WeighingPass.SECOND, 15_000)
            .weighed("08:41", WeighingPass.SECOND, 15_000),
        "two-first-weighings",
        "two-second-weighings");
  }

  @Test
  void reweighWithoutWeighing() {
    assertFindings(
        new Story().weighed("08:15", WeighingPass.REWEIGH, 40_000), "reweigh-without-weighing");
  }

  @Test
  void weighingNotLegal() {
    assertFindings(
        new Story()
            .then("08:15", weighing(WeighingPass.FIRST, 40_000).setLegalForTrade(false).build()),
        "weighing-not-legal");
  }

  @Test
  void scaleTimesReversed() {
    assertFindings(
        new Story()
            .then(
                "08:15",
                weighing(WeighingPass.FIRST, 40_000)
                    .setOccupiedFrom(at("08:15"))
                    .setOccupiedTo(at("08:14"))
                    .build()),
        "scale-times-reversed");
  }

  @Test
  void weightMismatch() {
    assertFindings(
        new Story()
            .then(
                "08:15",
                weighing(WeighingPass.FIRST, 40_000)
                    .setGrossFine(new FineWeight(new BigDecimal("40001.001"), WeightUnit.KG))
                    .build()),
        "weight-mismatch");
  }

  @Test
  void netZero() {
    assertFindings(weighedTwice(40_000, 40_000), "net-zero");
  }

  @Test
  void aRefusedLoadThatLeavesAsItCameIsNoContradiction() {
    Story story = weighedTwice(40_000, 39_900).closed("09:00", VisitOutcome.REFUSED);
    assertFindings(story);
  }

  @Test
  void netWithoutTicket() {
    Story story = weighedTwice(40_000, 39_700).closed("09:00", VisitOutcome.REFUSED);
    assertFindings(story, "net-without-ticket");
  }

  @Test
  void directionMismatch() {
    Story story =
        weighedTwice(40_000, 15_000)
            .then("06:00", VisitAnnounced.newBuilder().setDirection(Direction.OUTBOUND).build());
    assertFindings(story, "direction-mismatch");
  }

  @Test
  void deductionExceedsNet() {
    Story story =
        weighedTwice(40_000, 15_000)
            .then("08:50", new QualityDecided(QualityVerdict.ACCEPTED, 25_001, null));
    assertFindings(story, "deduction-exceeds-net");
  }

  @Test
  void handlingMismatchUnlessOneStationAgrees() {
    Story story =
        weighedTwice(40_000, 15_000)
            .started("08:20", "silo-1", HandlingMode.LOADING)
            .completed("08:30", "silo-1");
    assertFindings(story, "handling-mismatch");
    story.started("08:31", "silo-1", HandlingMode.UNLOADING).completed("08:32", "silo-1");
    assertFindings(story);
  }

  @Test
  void handlingWithoutStartUntilTheStartComes() {
    Story story = new Story().completed("08:30", "silo-1");
    assertFindings(story, "handling-without-start");
    assertFindings(story.started("08:20", "silo-1", HandlingMode.LOADING));
  }

  @Test
  void handlingWithoutEndOnceTheTruckIsGone() {
    Story story = new Story().entered("08:00").started("08:20", "silo-1", HandlingMode.LOADING);
    assertFindings(story);
    assertFindings(story.exited("08:40"), "handling-without-end");
  }

  @Test
  void productMismatch() {
    assertFindings(
        new Story()
            .then("06:00", VisitAnnounced.newBuilder().setMaterial("gravel").build())
            .then("08:00", new StationAssigned("silo-1", "sand", null)),
        "product-mismatch");
  }

  private static Story weighedTwice(int firstKg, int secondKg) {
    return new Story()
        .weighed("08:15", WeighingPass.FIRST, firstKg)
        .weighed("08:40", WeighingPass.SECOND, secondKg);
  }

  private static void assertFindings(Story story, String... codes) {
    assertThat(story.findings()).containsExactly(codes);
  }
}
