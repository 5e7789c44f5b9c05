package io.sitehub.gateway.publish;

import java.util.List;

/** What became of the events of a request. */
public sealed interface AppendOutcome {

  /**
   * Every event is on min.insync.replicas brokers.
   *
   * @param receipts one for each event, in the order of the request
   */
  record Acknowledged(List<Receipt> receipts) implements AppendOutcome {}

  /**
   * At least one event was not acknowledged; it may be in the log all the same, and so may the
   * others. Sending the same again is safe and the only way to know.
   *
   * @param reason for the log of the gateway, never for the client
   */
  record Unknown(String reason) implements AppendOutcome {}
}
