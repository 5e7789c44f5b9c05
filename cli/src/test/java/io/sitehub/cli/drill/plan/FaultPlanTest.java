package io.sitehub.cli.drill.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.sitehub.cli.drill.fault.FaultKind;
import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.plan.Target.Found;
import io.sitehub.cli.drill.plan.Target.Named;
import io.sitehub.cli.site.SiteLayout;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
  private static final Duration EVERY = Duration.ofSeconds(8);

  private final PlanMaker onSharedGround = new PlanMaker(SiteLayout.of(false, 7400), Ground.SHARED);

  @Test
  void aPlanIsReadAsItIsWritten() {
    // Given
    FaultPlan plan =
        new FaultPlan(
            42,
            List.of(
                new PlannedFault(
                    Duration.ofMillis(3_500),
                    FaultKind.FREEZE,
                    Found.LEADER_OF_MOST,
                    Duration.ofSeconds(8)),
                new PlannedFault(
                    Duration.ofSeconds(12),
                    FaultKind.KILL,
                    new Named("processor-1"),
                    Duration.ZERO)));

    // When
    String text = plan.text();

    // Then
    assertThat(text).isEqualTo("seed 42\n3.5s freeze leader-of-most 8.0s\n12.0s kill processor-1");
    assertThat(FaultPlan.of(text)).isEqualTo(plan);
    assertThat(FaultPlan.of("# by hand\n\n" + text + "\n")).isEqualTo(plan);
  }

  @Test
  void aPlanOfASeedIsReadAsItIsWritten() {
    FaultPlan plan = onSharedGround.random(7, Duration.ofHours(1), EVERY);
    assertThat(FaultPlan.of(plan.text())).isEqualTo(plan);
  }

  @Test
  void aWrongLineIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultPlan.of("3s kill"))
        .withMessageContaining("3s kill");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultPlan.of("3s bite broker-1"))
        .withMessageContaining("bite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultPlan.of("soon kill broker-1"))
        .withMessageContaining("soon");
  }

  @Test
  void equalSeedsGiveEqualPlans() {
    assertThat(onSharedGround.eachOnce(1, EVERY)).isEqualTo(onSharedGround.eachOnce(1, EVERY));
    assertThat(onSharedGround.random(1, Duration.ofHours(1), EVERY))
        .isEqualTo(onSharedGround.random(1, Duration.ofHours(1), EVERY))
        .isNotEqualTo(onSharedGround.random(2, Duration.ofHours(1), EVERY));
  }

  @Test
  void eachKindThatIsPossibleIsPlannedOnce() {
    assertThat(onSharedGround.eachOnce(3, EVERY).faults())
        .extracting(PlannedFault::kind)
        .contains(
            FaultKind.KILL,
            FaultKind.FREEZE,
            FaultKind.TERMINATE,
            FaultKind.KILL_BEFORE_ANSWER,
            FaultKind.CLOCK_JUMP)
        .doesNotContain(
            FaultKind.CUT_OFF,
            FaultKind.CUT_SENDING,
            FaultKind.CUT_RECEIVING,
            FaultKind.SLOW_LINK,
            FaultKind.FULL_DISK,
            FaultKind.SLOW_DISK);
  }

  @Test
  void anHourHasAsManyFaultsAsItHasRoomFor() {
    List<PlannedFault> faults = onSharedGround.random(5, Duration.ofHours(1), EVERY).faults();
    assertThat(faults).hasSize(450);
    assertThat(faults.getLast().at()).isLessThanOrEqualTo(Duration.ofHours(1));
    assertThat(faults).extracting(PlannedFault::target).contains(Found.ACTIVE_FOR_MOST);
  }

  @Test
  void chosenFaultsAreDoneAsOftenAsIsWanted() {
    // When
    FaultPlan plan =
        onSharedGround.chosen(
            11, List.of(FaultChoice.of("kill-processor"), FaultChoice.of("clock-jump")), 3, EVERY);

    // Then
    assertThat(plan.faults())
        .extracting(PlannedFault::kind, PlannedFault::target)
        .containsExactlyInAnyOrder(
            tuple(FaultKind.KILL, Found.ACTIVE_FOR_MOST),
            tuple(FaultKind.KILL, Found.ACTIVE_FOR_MOST),
            tuple(FaultKind.KILL, Found.ACTIVE_FOR_MOST),
            tuple(FaultKind.CLOCK_JUMP, Found.TERMINAL),
            tuple(FaultKind.CLOCK_JUMP, Found.TERMINAL),
            tuple(FaultKind.CLOCK_JUMP, Found.TERMINAL));
    assertThat(plan.faults()).extracting(PlannedFault::at).isSorted().doesNotHaveDuplicates();
    assertThat(onSharedGround.chosen(11, List.of(), 1, EVERY))
        .isEqualTo(onSharedGround.eachOnce(11, EVERY));
  }

  @Test
  void aKindWithoutARoleIsAllOfThatKind() {
    assertThat(onSharedGround.chosen(1, List.of(FaultChoice.of("kill")), 1, EVERY).faults())
        .hasSize(5)
        .extracting(PlannedFault::kind)
        .containsOnly(FaultKind.KILL);
  }

  @Test
  void whatTheGroundDoesNotAllowIsRefusedWithTheReason() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> onSharedGround.chosen(1, List.of(FaultChoice.of("cut-off-broker")), 1, EVERY))
        .withMessageContaining("cut-off-broker")
        .withMessageContaining("network namespace");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> onSharedGround.chosen(1, List.of(FaultChoice.of("full-disk")), 1, EVERY))
        .withMessageContaining("disk");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> onSharedGround.fitting(FaultPlan.of("3s slow-link broker-1 5s")))
        .withMessageContaining("slow-link broker-1")
        .withMessageContaining("network namespace");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> onSharedGround.fitting(FaultPlan.of("3s kill broker-9")))
        .withMessageContaining("broker-9");
  }

  @Test
  void aPlanThatFitsIsTakenAsItIs() {
    FaultPlan plan = FaultPlan.of("seed 2\n3s kill broker-1\n9s freeze leader-of-most 5s");
    assertThat(onSharedGround.fitting(plan)).isEqualTo(plan);
  }

  @Test
  void aChoiceThatIsNoFaultIsExplained() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultChoice.of("bite-broker"))
        .withMessageContaining("'bite-broker'")
        .withMessageContaining("kill-before-answer");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FaultChoice.of("kill-before-answer-broker"))
        .withMessageContaining("is not done to a broker");
    assertThat(FaultChoice.of("kill-before-answer").role()).isEmpty();
    assertThat(FaultChoice.of("freeze-kpi-service").text()).isEqualTo("freeze-kpi-service");
  }
}
