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

  /**
   * The log takes no record of this length, now or later; the events named are not in it, and the
   * others may be. The start checks that this cannot happen; it takes a topic that was changed
   * meanwhile.
   *
   * @param indexes which events of the request are too long; never empty
   */
  record TooLarge(List<Integer> indexes) implements AppendOutcome {}

  /**
   * The log refuses an event for a reason that does not pass and is not the client's; it is not in
   * the log. Says nothing about whether the log takes other events.
   *
   * @param reason for the log of the gateway, never for the client
   */
  record Refused(String reason) implements AppendOutcome {}
}
