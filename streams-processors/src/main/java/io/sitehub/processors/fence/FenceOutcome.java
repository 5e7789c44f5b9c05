package io.sitehub.processors.fence;

import java.time.Duration;

/** What came of ending a life for the brokers. */
public sealed interface FenceOutcome {

  /**
   * Its producers are fenced and none of its members is in the group.
   *
   * @param took how long the brokers took
   */
  record Done(Duration took) implements FenceOutcome {}

  /**
   * Not everything is known to be done. Trying again is harmless; without it the brokers' own
   * time-outs end the life.
   *
   * @param reason for people
   */
  record Incomplete(String reason) implements FenceOutcome {}
}
