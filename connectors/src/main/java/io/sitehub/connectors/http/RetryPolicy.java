package io.sitehub.connectors.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to leave an ERP alone that could not answer. The pause doubles with every failure in
 * succession and is shortened by up to a half at random, so that the tasks of a cluster do not
 * return all at once.
 *
 * @param first the pause after the first failure
 * @param longest no pause is longer, whatever the ERP asks for
 */
record RetryPolicy(Duration first, Duration longest, RandomGenerator random) {

  /**
   * The pause before the next attempt.
   *
   * @param failures in succession, from 1
   * @param asked what the ERP asks for at least; zero where it does not
   */
  Duration pause(int failures, Duration asked) {
    long longestMs = longest.toMillis();
    long doubledMs = first.toMillis();
    for (int i = 1; i < failures && doubledMs < longestMs; i++) {
      doubledMs *= 2;
    }
    long fullMs = Math.min(doubledMs, longestMs);
    long jitteredMs = fullMs / 2 + random.nextLong(fullMs - fullMs / 2 + 1);
    // Never zero: Connect takes that for "no pause named" and waits for the next commit.
    return Duration.ofMillis(
        Math.max(1, Math.min(longestMs, Math.max(jitteredMs, asked.toMillis()))));
  }
}
