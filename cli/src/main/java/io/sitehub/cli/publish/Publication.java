package io.sitehub.cli.publish;

import io.sitehub.terminal.fate.Refusal;
import java.util.List;

/**
 * What became of events.
 *
 * @param receipts one for each acknowledged event, in their order
 * @param refused one for each event a gateway found wrong, in their order
 */
public record Publication(List<Receipt> receipts, List<Refused> refused) {

  /** Where an acknowledged event lies in the log. */
  public record Receipt(String id, String source, int partition, long offset) {}

  /**
   * Why an event was refused.
   *
   * @param event its index among all events, from 0
   * @param refusal the gateway's reasons
   */
  public record Refused(int event, Refusal refusal) {}

  /** Copies the lists. */
  public Publication {
    receipts = List.copyOf(receipts);
    refused = List.copyOf(refused);
  }

  /** Whether every event is acknowledged. */
  public boolean complete() {
    return refused.isEmpty();
  }
}
