package io.sitehub.cli.drill.fault;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * A terminal stamps what it records with a wrong time.
 *
 * @param target its source
 * @param offsetOfClock is told how wrong the clock is from now on
 */
public record ClockJump(String target, Consumer<Duration> offsetOfClock) implements Fault {
  private static final Duration FAST = Duration.ofHours(2);

  @Override
  public FaultKind kind() {
    return FaultKind.CLOCK_JUMP;
  }

  @Override
  public void inject() {
    offsetOfClock.accept(FAST);
  }

  @Override
  public void heal() {
    offsetOfClock.accept(Duration.ZERO);
  }
}
