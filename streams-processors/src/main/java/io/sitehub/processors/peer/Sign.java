package io.sitehub.processors.peer;

import io.sitehub.processors.fence.Life;

/** What is heard of a peer, or not. */
sealed interface Sign {

  /**
   * It lives, and says by what the brokers know it.
   *
   * @param life of a process that may be another than the last time
   */
  record Born(Life life) implements Sign {}

  /** It goes on living. */
  record Beat() implements Sign {}

  /** It lives and is about to end: others should take over. */
  record Leaving() implements Sign {}

  /** It has ended cleanly: there is nothing to end. */
  record Ended() implements Sign {}

  /** The connection broke, which says little: look again at once. */
  record Broken() implements Sign {}

  /** Its host answers, and nothing listens at its port: no process, or one that has not begun. */
  record Refused() implements Sign {}

  /** Nothing is heard: it is frozen, cut off, overloaded, or its host is gone. */
  record Silent() implements Sign {}
}
