package io.sitehub.kit.lifecycle;

import java.time.Duration;

/** A part of a service that is started and stopped in order. */
public interface Component {

  /** What it is called in logs and states, in kebab-case. */
  String name();

  /**
   * Starts; returns when it does its work. May block.
   *
   * @throws StartRefused for a reason that a person can act on
   * @throws Exception for anything else that keeps it from starting
   */
  void start() throws Exception;

  /**
   * Stops and releases everything; called at most once, and only after a start that succeeded.
   *
   * @param within how long it may take; the process ends soon after, whether it is done or not
   * @throws Exception is logged, and the next component is stopped all the same
   */
  void stop(Duration within) throws Exception;

  /** What closes a resource within a time. */
  @FunctionalInterface
  interface Closing {
    /** Closes it; gives up after {@code within}. */
    void close(Duration within) throws Exception;
  }

  /** A component that only has something to close, which may take time. */
  static Component closingWithin(String name, Closing closing) {
    return new Component() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void start() {}

      @Override
      public void stop(Duration within) throws Exception {
        closing.close(within);
      }
    };
  }

  /** A component that only has something to close. */
  static Component closing(String name, AutoCloseable resource) {
    return new Component() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void start() {}

      @Override
      public void stop(Duration within) throws Exception {
        resource.close();
      }
    };
  }
}
