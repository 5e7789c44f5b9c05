package io.sitehub.connectors.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps an access token while it is fresh, and lets one thread at a time ask for another. */
final class TokenCache {

  private final TokenEndpoint endpoint;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable AccessToken kept;

  /** Asks there. */
  TokenCache(TokenEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * The token that is kept, or a new one.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  TokenAnswer token(Deadline deadline) throws InterruptedException {
    if (!lock.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
      return new TokenAnswer.Failed(
          new Answer.TryAgain(Duration.ZERO, "no access token came in time"));
    }
    try {
      AccessToken token = kept;
      if (token != null && token.isFresh()) {
        return new TokenAnswer.Granted(token);
      }
      TokenAnswer answer = endpoint.ask(deadline);
      kept = answer instanceof TokenAnswer.Granted(AccessToken granted) ? granted : null;
      return answer;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the token if it is this one: another thread may have replaced it already. */
  void discardIf(Predicate<AccessToken> isRefused) {
    lock.lock();
    try {
      if (kept != null && isRefused.test(kept)) {
        kept = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
