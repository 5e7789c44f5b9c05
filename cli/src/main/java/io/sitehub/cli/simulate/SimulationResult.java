package io.sitehub.cli.simulate;

import java.util.List;

/**
 * How a simulation ended.
 *
 * @param progress the last figures
 * @param refusals events that a gateway refused; at most the first hundred
 */
public record SimulationResult(SimulationProgress progress, List<Refusal> refusals) {

  /**
   * An event refused as wrong.
   *
   * @param terminal source that sent it
   * @param eventId its id
   * @param status HTTP status
   * @param answer what the gateway said
   */
  public record Refusal(String terminal, String eventId, int status, String answer) {}

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
