package io.sitehub.processors.visit;

import static io.sitehub.processors.visit.Story.at;
import static io.sitehub.processors.visit.Story.correction;
import static io.sitehub.processors.visit.Story.weighing;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Visit;
import org.junit.jupiter.api.Test;

/** What corrections do. In {@link Story#unloaded} the second weighing is event 6, the exit 7. */
class CorrectionsTest {

  @Test
  void aCorrectionReplacesWhatTheEventSaid() {
    Visit visit = Story.unloaded().replaced("10:00", 6, second(16_000)).visit();
    assertThat(visit.getNet().getNetGrams()).isEqualTo(24_000_000);
    assertThat(visit.getWeighings()).hasSize(2);
    assertThat(visit.getWeighings().getLast().getAt()).isEqualTo(at("08:40"));
    assertThat(visit.getWeighings().getLast().getEvent().getId()).isEqualTo("e6");
    assertThat(visit.getCorrectedEvents()).isEqualTo(1);
  }

  @Test
  void aCorrectionMayArriveAndHappenBeforeTheEvent() {
    Visit visit =
        new Story().replaced("07:00", 2, new GateExited("gate-side")).exited("08:50").visit();
    assertThat(visit.getExitGate()).isEqualTo("gate-side");
  }

  @Test
  void aCorrectionOfTheTimeMovesTheEvent() {
    Visit visit =
        Story.unloaded().replaced("10:00", 7, new GateExited("gate-side"), "08:45").visit();
    assertThat(visit.getExitedAt()).isEqualTo(at("08:45"));
    assertThat(visit.getExitGate()).isEqualTo("gate-side");
  }

  @Test
  void aCorrectedEventTakesItsPlaceByItsCorrectedTime() {
    // Given the exit of 09:30 really was at 08:55, before the one of 09:00
    Visit visit =
        new Story()
            .entered("08:10")
            .exited("09:30")
            .exited("09:00")
            .replaced("10:00", 2, new GateExited("gate-side"), "08:55")
            .visit();
    // Then
    assertThat(visit.getExitedAt()).isEqualTo(at("09:00"));
    assertThat(visit.getLastEventAt()).isEqualTo(at("09:00"));
  }

  @Test
  void aWithdrawnEventNeverHappened() {
    Visit visit = Story.unloaded().withdrawn("10:00", 6).visit();
    assertThat(visit.getNet()).isNull();
    assertThat(visit.getWeighings()).hasSize(1);
    assertThat(visit.getEventCount()).isEqualTo(9);
  }

  @Test
  void ofSeveralCorrectionsTheLatestCountsAlone() {
    Visit visit =
        new Story()
            .exited("09:30")
            .replaced("10:10", 1, new GateExited("gate-late"))
            .replaced("10:00", 1, new GateExited("gate-early"), "09:00")
            .visit();
    assertThat(visit.getExitGate()).isEqualTo("gate-late");
    assertThat(visit.getExitedAt()).isEqualTo(at("09:30"));
    assertThat(visit.getCorrectedEvents()).isEqualTo(1);
  }

  @Test
  void aWithdrawnCorrectionHasNoEffect() {
    Visit visit =
        Story.unloaded()
            .replaced("10:00", 6, second(16_000))
            .replaced("10:10", 6, second(17_000))
            .withdrawn("10:20", 10)
            .visit();
    assertThat(visit.getNet().getTareGrams()).isEqualTo(16_000_000);
    assertThat(visit.getCorrectedEvents()).isEqualTo(2);
  }

  @Test
  void aCorrectionOfACorrectionReplacesWhatItSays() {
    Visit visit =
        Story.unloaded()
            .replaced("10:00", 6, second(16_000))
            .replaced("10:10", 9, replacement(6, second(17_000)))
            .visit();
    assertThat(visit.getNet().getTareGrams()).isEqualTo(17_000_000);
    assertThat(visit.getCorrectedEvents()).isEqualTo(2);
  }

  @Test
  void aCorrectionOfACorrectionOfACorrectionCounts() {
    // Given a withdrawal that is withdrawn by a correction that is itself withdrawn
    Visit visit =
        Story.unloaded().withdrawn("10:00", 6).withdrawn("10:10", 9).withdrawn("10:20", 10).visit();
    assertThat(visit.getNet()).isNull();
  }

  @Test
  void aCorrectionOfAnUnknownEventWaitsForIt() {
    Story story = new Story().entered("08:10").replaced("10:00", 3, new GateExited("gate-side"));
    assertThat(story.findings()).containsExactly("correction-target-unknown");
    VisitFold fold = new VisitFold();
    Visit before = story.visit();
    story.exited("11:00");
    assertThat(fold.continues(before, story.events().getLast())).isFalse();
    assertThat(story.visit().getExitGate()).isEqualTo("gate-side");
    assertThat(story.findings()).isEmpty();
  }

  @Test
  void aReplacementOfAnotherTypeIsAFindingAndTheCorrectionBeforeItCounts() {
    Story story =
        Story.unloaded()
            .replaced("10:00", 6, second(16_000))
            .replaced("10:10", 6, new GateExited("gate-out"));
    assertThat(story.findings()).containsExactly("correction-type-mismatch");
    assertThat(story.visit().getNet().getTareGrams()).isEqualTo(16_000_000);
  }

  @Test
  void anUnreadableReplacementIsAFinding() {
    Story story =
        Story.unloaded()
            .then(
                "10:00",
                correction(6)
                    .setReplacementType("com.sitehub.weighing.recorded.v1")
                    .setReplacement("{\"grossKg\":-1}")
                    .build());
    assertThat(story.findings()).containsExactly("correction-unreadable");
    assertThat(story.visit().getNet().getTareGrams()).isEqualTo(15_000_000);
  }

  @Test
  void aCorrectionCannotBeChangedToCorrectAnotherEvent() {
    Story story =
        Story.unloaded()
            .replaced("10:00", 6, second(16_000))
            .replaced("10:10", 9, replacement(3, second(17_000)));
    assertThat(story.findings()).containsExactly("correction-retargeted");
    assertThat(story.visit().getNet().getTareGrams()).isEqualTo(15_000_000);
  }

  @Test
  void correctionsThatCorrectEachOtherHaveNoEffect() {
    Story story = Story.unloaded().withdrawn("10:00", 10).withdrawn("10:10", 9);
    assertThat(story.findings()).containsExactly("correction-cycle", "correction-cycle");
    assertThat(story.visit().getNet()).isNotNull();
    assertThat(Story.unloaded().withdrawn("10:00", 9).findings())
        .containsExactly("correction-cycle");
  }

  @Test
  void aLongChainOfCorrectionsIsCarriedOut() {
    Story story = Story.unloaded().withdrawn("10:00", 6);
    for (int correction = 9; correction < 20_009; correction++) {
      story.withdrawn("10:00", correction);
    }
    assertThat(story.visit().getNet()).isNull();
    assertThat(story.withdrawn("10:00", 20_009).visit().getNet()).isNotNull();
  }

  @Test
  void aVisitOfWhichEverythingIsWithdrawnNeverWas() {
    Visit visit = new Story().entered("08:10").withdrawn("10:00", 1).visit();
    assertThat(visit.getState().name()).isEqualTo("UNSPECIFIED");
    assertThat(visit.getFirstEventAt()).isNull();
    assertThat(visit.getEventCount()).isEqualTo(2);
  }

  private static io.sitehub.model.event.WeighingRecorded second(int grossKg) {
    return weighing(WeighingPass.SECOND, grossKg).build();
  }

  private static RecordCorrected replacement(
      int event, io.sitehub.model.event.WeighingRecorded data) {
    return correction(event)
        .setReplacementType("com.sitehub.weighing.recorded.v1")
        .setReplacement(AvroToJson.text(data))
        .build();
  }
}
