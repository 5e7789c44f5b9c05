package io.sitehub.connectors.http;

import org.apache.kafka.common.config.types.Password;

/** How requests are let in by the ERP. May be used by any number of threads. */
sealed interface Authorization {

  /**
   * What to show with a request.
   *
   * @throws InterruptedException when the thread is interrupted while it waits for a credential
   */
  Credential credential(Deadline deadline) throws InterruptedException;

  /**
   * Takes note that the ERP answered 401 to a credential.
   *
   * @return whether {@link #credential} may give another one now
   */
  default boolean replace(Credential refused) {
    return false;
  }

  /** No credential. */
  record None() implements Authorization {
    @Override
    public Credential credential(Deadline deadline) {
      return new Credential.Unneeded();
    }
  }

  /** A fixed key in a header. */
  record ApiKey(String header, Password key) implements Authorization {
    @Override
    public Credential credential(Deadline deadline) {
      return new Credential.Header(header, key.value());
    }
  }

  /** An access token that is asked for when it is needed (RFC 6749, 4.4; RFC 6750). */
  final class ClientCredentials implements Authorization {

    private final TokenCache tokens;

    /** Takes its tokens from there. */
    ClientCredentials(TokenCache tokens) {
      this.tokens = tokens;
    }

    @Override
    public Credential credential(Deadline deadline) throws InterruptedException {
      return switch (tokens.token(deadline)) {
        case TokenAnswer.Granted(AccessToken token) -> header(token);
        case TokenAnswer.Failed(Answer why) -> new Credential.Unavailable(why);
      };
    }

    @Override
    public boolean replace(Credential refused) {
      tokens.discardIf(token -> header(token).equals(refused));
      return true;
    }

    private static Credential header(AccessToken token) {
      return new Credential.Header("Authorization", "Bearer " + token.text());
    }
  }
}
