package io.sitehub.model.topic;

import java.time.Duration;

/** What Kafka may remove from a topic, and when. */
public sealed interface Cleanup {

  /** Nothing, ever: the topic is a record of what happened. */
  record Keep() implements Cleanup {}

  /** All but the last record of each key: the topic is a table. */
  record Compact() implements Cleanup {}

  /** Records older than {@code retention}. */
  record Expire(Duration retention) implements Cleanup {
    /** Refuses a retention that is not positive. */
    public Expire {
      if (!retention.isPositive()) {
        throw new IllegalArgumentException("retention must be positive, not " + retention);
      }
    }
  }
}
