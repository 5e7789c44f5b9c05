package io.sitehub.cluster;

import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.plan.PlanMaker;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random faults for an hour, or as many minutes as {@code -Dsitehub.soak.minutes} says. */
@Tag("soak")
class SoakFaultIT {
  private static final double EVENTS_PER_SECOND = 40;
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final int DISK_MEBIBYTES = 16_384;

  @Test
  void anHourOfFaultsIsSurvived() throws Exception {
    // Given
    Duration length = Duration.ofMinutes(Long.getLong("sitehub.soak.minutes", 60));
    FaultSite site = FaultSite.onItsOwnGround("SoakFaultIT", DISK_MEBIBYTES);
    try {
      FaultPlan plan =
          Drills.orGiven(
              new PlanMaker(site.layout(), site.ground()).random(Drills.seed(), length, EVERY));

      // When, then
      Drills.pass("SoakFaultIT", site, plan, EVENTS_PER_SECOND, length);
      site.discard();
    } finally {
      site.close();
    }
  }
}
