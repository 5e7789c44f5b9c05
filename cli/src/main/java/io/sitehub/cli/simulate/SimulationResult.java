package io.sitehub.cli.simulate;

import java.util.List;

/**
 * How a simulation ended.
 *
 * @param progress the last figures
 * @param refusals requests that a gateway refused with a 4xx; at most the first hundred
 */
public record SimulationResult(SimulationProgress progress, List<Refusal> refusals) {

  /**
   * A request refused as wrong.
   *
   * @param terminal source that sent it
   * @param eventIds what it carried
   * @param status HTTP status
   * @param answer body of the answer
   */
  public record Refusal(String terminal, List<String> eventIds, int status, String answer) {}

  /** Copies the list. */
  public SimulationResult {
    refusals = List.copyOf(refusals);
  }

  /** Whether every event was acknowledged. */
  public boolean complete() {
    return progress.acknowledged() == progress.events()
        && progress.refused() == 0
        && progress.undelivered() == 0;
  }
}
