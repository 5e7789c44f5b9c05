package io.sitehub.connectors.http;

import io.sitehub.model.state.Ticket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the ERP recognises a repeat by. It follows from what is posted and from nothing else, so it
 * is the same for every attempt, by whatever task, for ever.
 *
 * @param text the value of the header {@code Idempotency-Key}
 */
record IdempotencyKey(String text) {

  /** {@code <site>/<number>/<revision>}. */
  static IdempotencyKey of(Ticket ticket) {
    return new IdempotencyKey(
        ticket.getSiteId() + "/" + ticket.getNumber() + "/" + ticket.getRevision());
  }

  /**
   * The key of one ticket, or for several the SHA-256 over their keys in lower-case hexadecimal:
   * the keys sorted, each followed by a line feed.
   */
  static IdempotencyKey of(List<Ticket> tickets) {
    if (tickets.size() == 1) {
      return of(tickets.getFirst());
    }
    String keys =
        tickets.stream()
            .map(ticket -> of(ticket).text() + "\n")
            .sorted()
            .collect(Collectors.joining());
    return new IdempotencyKey(HexFormat.of().formatHex(sha256(keys)));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
