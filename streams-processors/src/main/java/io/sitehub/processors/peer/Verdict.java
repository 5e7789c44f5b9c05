package io.sitehub.processors.peer;

import io.sitehub.processors.fence.Life;
import java.time.Duration;

/** What to do about a peer after a sign. */
sealed interface Verdict {

  /** It lives: wait for the next sign. */
  record Alive() implements Verdict {}

  /**
   * Look again.
   *
   * @param after how long from now
   */
  record LookAgain(Duration after) implements Verdict {}

  /**
   * Its process is gone: end its life for the brokers.
   *
   * @param life to be ended
   */
  record Dead(Life life) implements Verdict {}

  /**
   * Nothing was heard of it for long. It may be cut off from us and not from the brokers: once they
   * do not count it any more, what is left of its life is to be ended.
   *
   * @param life to be ended when the brokers have given it up
   */
  record Missing(Life life) implements Verdict {}
}
