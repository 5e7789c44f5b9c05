package io.sitehub.processors.visit;

import static io.sitehub.processors.visit.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.AccessDecided;
import io.sitehub.model.event.Direction;
import io.sitehub.model.event.ExceptionKind;
import io.sitehub.model.event.ExceptionRaised;
import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.HandlingEnd;
import io.sitehub.model.event.HandlingMode;
import io.sitehub.model.event.IdentificationMethod;
import io.sitehub.model.event.QualityDecided;
import io.sitehub.model.event.QualitySampled;
import io.sitehub.model.event.QualityVerdict;
import io.sitehub.model.event.QueueCalled;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.RejectionCause;
import io.sitehub.model.event.StationAssigned;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.VisitArrived;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRejected;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitRejection;
import io.sitehub.model.state.VisitState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each type of event does to a visit, and how far it brings it. */
class StepsTest {

  @Test
  void theLastAnnouncementThatSaysSoWinsAndTheFirstGivesTheTime() {
    Visit visit =
        new Story()
            .then("06:00", announced().setCarrier("Martin").setMaterial("sand").build())
            .then(
                "07:00",
                announced()
                    .setMaterial("gravel")
                    .setDirection(Direction.OUTBOUND)
                    .setPlannedKg(20_000)
                    .setShippedKg(20_100)
                    .build())
            .visit();
    assertThat(visit.getAnnouncedAt()).isEqualTo(at("06:00"));
    assertThat(visit.getCarrier()).isEqualTo("Martin");
    assertThat(visit.getMaterial()).isEqualTo("gravel");
    assertThat(visit.getDirection()).isEqualTo(Direction.OUTBOUND);
    assertThat(visit.getPlannedGrams()).isEqualTo(20_000_000);
    assertThat(visit.getShippedGrams()).isEqualTo(20_100_000);
    assertThat(visit.getState()).isEqualTo(VisitState.ANNOUNCED);
  }

  @Test
  void theFirstArrivalCounts() {
    Visit visit =
        new Story()
            .then("08:05", new VisitArrived("lane-2", IdentificationMethod.ANPR))
            .then("08:00", new VisitArrived("lane-1", IdentificationMethod.ANPR))
            .visit();
    assertThat(visit.getArrivedAt()).isEqualTo(at("08:00"));
    assertThat(visit.getLane()).isEqualTo("lane-2");
    assertThat(visit.getState()).isEqualTo(VisitState.ARRIVED);
  }

  @Test
  void theLastIdentificationCountsButKeepsTheTrailerItDidNotSee() {
    Visit visit =
        new Story()
            .then(
                "08:00",
                VehicleIdentified.newBuilder()
                    .setTractorPlate("AB-128-CD")
                    .setTrailerPlate("TR-1")
                    .setMethod(IdentificationMethod.ANPR)
                    .build())
            .then(
                "08:01",
                VehicleIdentified.newBuilder()
                    .setTractorPlate("AB-123-CD")
                    .setMethod(IdentificationMethod.MANUAL)
                    .build())
            .visit();
    assertThat(visit.getTractorPlate()).isEqualTo("AB-123-CD");
    assertThat(visit.getTrailerPlate()).isEqualTo("TR-1");
    assertThat(visit.getIdentifiedBy()).isEqualTo(IdentificationMethod.MANUAL);
  }

  @Test
  void theLastAccessDecisionCounts() {
    Visit visit =
        new Story()
            .then("08:00", new AccessDecided(false, null, "no induction"))
            .then("08:10", new AccessDecided(true, "booked", null))
            .visit();
    assertThat(visit.getAccessGranted()).isTrue();
    assertThat(visit.getAccessReason()).isNull();
  }

  @Test
  void joiningAgainStartsANewWait() {
    Visit visit =
        new Story()
            .then("08:00", new QueueJoined("outside", 0))
            .then("08:30", new QueueCalled(null, "display", at("08:45")))
            .then("08:50", new QueueJoined("outside", -1))
            .visit();
    assertThat(visit.getQueuedAt()).isEqualTo(at("08:50"));
    assertThat(visit.getQueuePriority()).isEqualTo(-1);
    assertThat(visit.getCalledAt()).isEqualTo(at("08:30"));
    assertThat(visit.getState()).isEqualTo(VisitState.CALLED);
  }

  @Test
  void theFirstEntryAndTheLastExitCount() {
    Visit visit =
        new Story().entered("08:10").entered("08:12").exited("08:50").exited("08:55").visit();
    assertThat(visit.getEnteredAt()).isEqualTo(at("08:10"));
    assertThat(visit.getExitedAt()).isEqualTo(at("08:55"));
    assertThat(visit.getState()).isEqualTo(VisitState.DEPARTED);
  }

  @Test
  void aTruckThatComesBackIsOnSiteAgain() {
    Story story = new Story().entered("08:10").exited("08:50").entered("09:00");
    assertThat(story.visit().getExitedAt()).isNull();
    assertThat(story.visit().getExitGate()).isNull();
    assertThat(story.visit().getState()).isEqualTo(VisitState.ON_SITE);
    assertThat(story.exited("09:30").visit().getExitedAt()).isEqualTo(at("09:30"));
    assertThat(story.visit().getEnteredAt()).isEqualTo(at("08:10"));
  }

  @Test
  void aStayIsAssignedBegunAndCompletedAtItsStation() {
    Visit visit =
        new Story()
            .then("08:00", new StationAssigned("silo-1", "gravel", 20_000))
            .then("08:01", new StationAssigned("silo-1", null, 21_000))
            .then("08:02", new StationAssigned("bay-2", "gravel", null))
            .started("08:20", "silo-1", HandlingMode.LOADING)
            .then(
                "08:35",
                HandlingCompleted.newBuilder()
                    .setStationId("silo-1")
                    .setDeliveredKg(20_990)
                    .setLot("L-1")
                    .setSeals(List.of("s1"))
                    .setEndReason(HandlingEnd.FINISHED)
                    .build())
            .visit();
    assertThat(visit.getHandlings())
        .containsExactly(
            new VisitHandling(
                "silo-1",
                "gravel",
                21_000_000L,
                at("08:01"),
                HandlingMode.LOADING,
                null,
                at("08:20"),
                at("08:35"),
                20_990_000L,
                "L-1",
                List.of("s1"),
                HandlingEnd.FINISHED),
            new VisitHandling(
                "bay-2",
                "gravel",
                null,
                at("08:02"),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                null));
    assertThat(visit.getState()).isEqualTo(VisitState.HANDLED);
    assertThat(visit.getMaterial()).isEqualTo("gravel");
  }

  @Test
  void twoStaysAtOneStationAreTwo() {
    Visit visit =
        new Story()
            .started("08:20", "silo-1", HandlingMode.LOADING)
            .completed("08:30", "silo-1")
            .started("08:40", "silo-1", HandlingMode.UNLOADING)
            .completed("08:45", "silo-1")
            .visit();
    assertThat(visit.getHandlings())
        .extracting(VisitHandling::getCompletedAt)
        .containsExactly(at("08:30"), at("08:45"));
  }

  @Test
  void anAnnouncedMaterialIsNotReplacedByAnAssignedProduct() {
    Visit visit =
        new Story()
            .then("08:00", new StationAssigned("silo-1", "sand", null))
            .then("08:10", announced().setMaterial("gravel").build())
            .visit();
    assertThat(visit.getMaterial()).isEqualTo("gravel");
  }

  @Test
  void theLastVerdictCountsAndSamplesAreKeptOnce() {
    Visit visit =
        new Story()
            .then("08:00", new QualitySampled("S1", null))
            .then("08:01", new QualitySampled("S1", "probe"))
            .then("08:02", new QualityDecided(QualityVerdict.ACCEPTED_WITH_DEDUCTION, 120, "wet"))
            .then("08:03", new QualityDecided(QualityVerdict.ACCEPTED, null, null))
            .visit();
    assertThat(visit.getSamples()).containsExactly("S1");
    assertThat(visit.getQualityVerdict()).isEqualTo(QualityVerdict.ACCEPTED);
    assertThat(visit.getDeductionGrams()).isNull();
  }

  @Test
  void rejectedWeighingsAndExceptionsAreKept() {
    Visit visit =
        new Story()
            .then("08:00", new WeighingRejected("scale-1", RejectionCause.UNSTABLE))
            .then("08:01", new ExceptionRaised(ExceptionKind.DAMAGE, "mirror"))
            .visit();
    assertThat(visit.getRejections())
        .containsExactly(new VisitRejection(at("08:00"), "scale-1", RejectionCause.UNSTABLE));
    assertThat(visit.getExceptions()).hasSize(1);
  }

  @Test
  void theFurthestStepCountsWhateverWasSkipped() {
    assertThat(new Story().visit().getState()).isEqualTo(VisitState.UNSPECIFIED);
    assertThat(new Story().then("08:00", new QueueJoined("outside", 0)).visit().getState())
        .isEqualTo(VisitState.QUEUED);
    assertThat(new Story().identified("08:00", "AB-123-CD").visit().getState())
        .isEqualTo(VisitState.ARRIVED);
    assertThat(new Story().weighed("08:00", WeighingPass.FIRST, 40_000).visit().getState())
        .isEqualTo(VisitState.WEIGHED_IN);
    assertThat(new Story().started("08:00", "silo-1", HandlingMode.LOADING).visit().getState())
        .isEqualTo(VisitState.AT_STATION);
    assertThat(
            new Story()
                .weighed("08:10", WeighingPass.SECOND, 15_000)
                .entered("08:20")
                .visit()
                .getState())
        .isEqualTo(VisitState.WEIGHED_OUT);
  }

  @Test
  void theLastCloseDecidesTheEnd() {
    assertThat(ended(VisitOutcome.COMPLETED)).isEqualTo(VisitState.CLOSED);
    assertThat(ended(VisitOutcome.REFUSED)).isEqualTo(VisitState.REFUSED);
    assertThat(ended(VisitOutcome.CANCELLED)).isEqualTo(VisitState.CANCELLED);
    assertThat(ended(VisitOutcome.NO_SHOW)).isEqualTo(VisitState.NO_SHOW);
    assertThat(ended(VisitOutcome.ABANDONED)).isEqualTo(VisitState.ABANDONED);
  }

  @Test
  void countsAndTimesLookAtWhatCounts() {
    Visit visit =
        new Story().entered("08:10").exited("08:50").exited("08:40").withdrawn("12:00", 2).visit();
    assertThat(visit.getEventCount()).isEqualTo(4);
    assertThat(visit.getCorrectedEvents()).isEqualTo(1);
    assertThat(visit.getFirstEventAt()).isEqualTo(at("08:10"));
    assertThat(visit.getLastEventAt()).isEqualTo(at("08:40"));
    assertThat(visit.getLatestAt()).isEqualTo(at("08:50"));
  }

  @Test
  void timesAreKeptToTheMillisecond() {
    Visit visit = new Story().entered("08:10:00.123456789").visit();
    assertThat(visit.getEnteredAt()).isEqualTo(at("08:10:00.123"));
  }

  private static VisitState ended(VisitOutcome outcome) {
    return new Story()
        .entered("08:10")
        .closed("08:20", VisitOutcome.COMPLETED)
        .closed("08:30", outcome)
        .visit()
        .getState();
  }

  private static VisitAnnounced.Builder announced() {
    return VisitAnnounced.newBuilder();
  }
}
