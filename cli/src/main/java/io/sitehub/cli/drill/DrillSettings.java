package io.sitehub.cli.drill;

import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.site.DataDirectory;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a drill does.
 *
 * @param site the data directory of the site it is done to; the site runs, supervised by whomever
 * @param ground what the site stands on
 * @param plan which faults when
 * @param day what the terminals publish; may be longer than the drill
 * @param eventsPerSecond how fast
 * @param run what the ids of its probes begin with, and of no other drill of this site
 * @param ledger a new file for all that is done
 * @param warmUpWithin how long to wait, at most, until events become visible fast
 * @param calmBefore how long a fault waits for the one before it to be got over
 */
public record DrillSettings(
    DataDirectory site,
    Ground ground,
    FaultPlan plan,
    SimulationPlan day,
    double eventsPerSecond,
    String run,
    Path ledger,
    Duration warmUpWithin,
    Duration calmBefore) {}
