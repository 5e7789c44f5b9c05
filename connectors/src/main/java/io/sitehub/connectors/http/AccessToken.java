package io.sitehub.connectors.http;

import java.util.Optional;

/**
 * An OAuth 2 access token.
 *
 * @param staleAt when to ask for another one, shortly before it expires; empty when its life was
 *     not told, so that only the ERP can say
 */
record AccessToken(String text, Optional<Deadline> staleAt) {

  boolean isFresh() {
    return staleAt.isEmpty() || !staleAt.get().isOver();
  }

  /** Without the text: it is a secret. */
  @Override
  public String toString() {
    return "AccessToken[text=[hidden]]";
  }
}
