package io.sitehub.connectors.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when it is told to. */
final class MovableClock implements InstantSource {

  private volatile Instant now;

  MovableClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration duration) {
    now = now.plus(duration);
  }
}
