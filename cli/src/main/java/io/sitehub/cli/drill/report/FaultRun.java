package io.sitehub.cli.drill.report;

import io.sitehub.cli.drill.plan.PlannedFault;
import io.sitehub.cli.drill.plan.Target;
import java.time.Instant;
import java.util.Optional;

/**
 * A planned fault that was done.
 *
 * @param planned what the plan says
 * @param target which process or terminal it turned out to be
 * @param injectedAt when it was done
 * @param healedAt when it was taken back
 * @param wellAt when everything of that role was well again; empty when that was not seen
 */
public record FaultRun(
    PlannedFault planned,
    String target,
    Instant injectedAt,
    Instant healedAt,
    Optional<Instant> wellAt) {

  /** What is compared with what: the kind and whom it was done to, {@code kill processor}. */
  public String label() {
    String whom =
        planned.target() == Target.Found.TERMINAL ? "terminal" : target.replaceFirst("-\\d+$", "");
    return planned.kind().label() + " " + whom;
  }
}
