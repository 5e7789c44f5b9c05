package io.sitehub.connectors.http;

import java.net.http.HttpHeaders;

/** What came back for a request. */
sealed interface Reply {

  /**
   * An answer.
   *
   * @param text its body, or the beginning of a very long one
   */
  record Received(int status, HttpHeaders headers, String text) implements Reply {}

  /**
   * None. Whether the other side has taken the request is not known.
   *
   * @param why in words without an address, a body or a secret
   */
  record None(String why) implements Reply {}

  /** Whether it is an answer with this status. */
  default boolean has(int status) {
    return this instanceof Received received && received.status() == status;
  }
}
