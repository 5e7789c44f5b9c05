package io.sitehub.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What became of events.
 *
 * @param receipts one for each acknowledged event: id, source, partition, offset
 * @param firstOfRequest index, among all events, of the first one of the last request: what a
 *     violation calls event 0
 * @param problem why the last request was refused; missing if it was not
 * @param status of the last answer
 */
public record Publication(
    List<JsonNode> receipts, int firstOfRequest, JsonNode problem, int status) {

  /** Makes the list unmodifiable. */
  public Publication {
    receipts = List.copyOf(receipts);
  }

  /** Whether every event is acknowledged. */
  public boolean complete() {
    return status == 200;
  }
}
