package io.sitehub.kit.lifecycle;

import java.time.Instant;

/**
 * Where a service is in its life. Each state's methods are the only ways out of it; {@link Stopped}
 * and {@link Failed} have none.
 */
public sealed interface LifecycleState {

  /** Nothing was started yet. */
  record Created() implements LifecycleState {
    Starting starting(String component) {
      return new Starting(component);
    }

    Running running(Instant since) {
      return new Running(since);
    }
  }

  /**
   * Components are being started.
   *
   * @param component the one being started now
   */
  record Starting(String component) implements LifecycleState {
    Starting next(String following) {
      return new Starting(following);
    }

    Running running(Instant since) {
      return new Running(since);
    }

    Failed failed(String reason) {
      return new Failed(component, reason);
    }

    Stopping stopping(String last) {
      return new Stopping(last);
    }
  }

  /**
   * Everything is started.
   *
   * @param since from when on
   */
  record Running(Instant since) implements LifecycleState {
    Stopping stopping(String component) {
      return new Stopping(component);
    }
  }

  /**
   * Components are being stopped, the last started first.
   *
   * @param component the one being stopped now
   */
  record Stopping(String component) implements LifecycleState {
    Stopping next(String following) {
      return new Stopping(following);
    }

    Stopped stopped(Instant at) {
      return new Stopped(at);
    }
  }

  /**
   * Everything is stopped.
   *
   * @param at since when
   */
  record Stopped(Instant at) implements LifecycleState {}

  /**
   * It could not be started; what had been started is stopped again.
   *
   * @param component which one failed
   * @param reason why
   */
  record Failed(String component, String reason) implements LifecycleState {}

  /** The state in one word, for status pages. */
  default String word() {
    return switch (this) {
      case Created _ -> "created";
      case Starting _ -> "starting";
      case Running _ -> "running";
      case Stopping _ -> "stopping";
      case Stopped _ -> "stopped";
      case Failed _ -> "failed";
    };
  }
}
