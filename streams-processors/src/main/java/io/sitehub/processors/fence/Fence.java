package io.sitehub.processors.fence;

/**
 * Ends lives for the brokers. A killed processor stays a member of its group until the session
 * times out, and its open transaction keeps readers, and the restore of whoever takes over, waiting
 * until that times out too. Both are ended here at once.
 *
 * <p>Doing it again, or several doing it, is harmless. Done to a processor that lives it costs that
 * one a rebalance: its threads lose their tasks, join again and go on after the last commit.
 */
public interface Fence {

  /** Ends a life; waits for a bounded time until the brokers have done it. */
  FenceOutcome end(Life life) throws InterruptedException;

  /** Whether the brokers count any member of a life; if they do not answer, they do. */
  boolean counts(Life life) throws InterruptedException;
}
