package io.sitehub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.plan.PlanMaker;
import io.sitehub.cli.drill.report.DrillReport;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A whole site under load, to which every kind of fault is done once: nothing acknowledged is lost,
 * nothing happens twice, no query fails, all of it comes back.
 */
class EachFaultFaultIT {
  private static final double EVENTS_PER_SECOND = 20;
  private static final Duration EVERY = Duration.ofSeconds(6);
  private static final int DISK_MEBIBYTES = 1_024;

  @Test
  void everyKindOfFaultIsSurvived() throws Exception {
    // Given
    FaultSite site = FaultSite.onItsOwnGround("EachFaultFaultIT", DISK_MEBIBYTES);
    try {
      FaultPlan plan =
          Drills.orGiven(
              new PlanMaker(site.layout(), site.ground()).eachOnce(Drills.seed(), EVERY));

      // When
      DrillReport report =
          Drills.pass("EachFaultFaultIT", site, plan, EVENTS_PER_SECOND, Duration.ofMinutes(4));

      // Then
      assertThat(report.rows()).hasSize(plan.faults().size());
      assertThat(report.total().acknowledged()).isGreaterThan(1_000);
      site.discard();
    } finally {
      site.close();
    }
  }
}
