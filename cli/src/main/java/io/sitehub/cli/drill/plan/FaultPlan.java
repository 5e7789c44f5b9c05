package io.sitehub.cli.drill.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which faults when. Its text, a line for the seed and one for each fault, is all that is needed to
 * do the same again.
 *
 * @param seed it was made from, which the traffic is made from as well
 * @param faults in the order of their times
 */
public record FaultPlan(long seed, List<PlannedFault> faults) {
  private static final String SEED = "seed ";

  /** Copies the list. */
  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** As text. */
  public String text() {
    return SEED
        + seed
        + "\n"
        + faults.stream().map(PlannedFault::text).collect(Collectors.joining("\n"));
  }

  /**
   * Reads a plan; empty lines and those that begin with {@code #} say nothing.
   *
   * @throws IllegalArgumentException saying which line is wrong
   */
  public static FaultPlan of(String text) {
    long seed = 0;
    List<PlannedFault> faults = new ArrayList<>();
    for (String line : text.lines().map(String::strip).toList()) {
      if (line.startsWith(SEED)) {
        seed = Long.parseLong(line.substring(SEED.length()).strip());
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        faults.add(PlannedFault.of(line));
      }
    }
    return new FaultPlan(seed, faults);
  }
}
