package io.sitehub.cli.erp;

import java.time.Instant;
import java.util.Optional;

/**
 * A ticket that an ERP refused.
 *
 * @param id where the refusal lies: {@code <partition>-<offset>} of the topic of rejections
 * @param issuedAt when the ticket was issued
 * @param connector who was refused
 * @param ticket {@code <site>/<number>}
 * @param revision which of its revisions; 0 if it is no ticket that can be read
 * @param from where the ticket lies: {@code <topic>-<partition>@<offset>}
 * @param answer what the ERP said
 * @param redriven when it was last offered again
 * @param supersededBy the newest revision in the log, if that is a newer one
 */
public record Rejection(
    String id,
    Instant issuedAt,
    String connector,
    String ticket,
    int revision,
    String from,
    String answer,
    Optional<Instant> redriven,
    Optional<Integer> supersededBy) {

  /** Whether there is any use in offering it again. */
  public boolean open() {
    return redriven.isEmpty() && supersededBy.isEmpty();
  }
}
