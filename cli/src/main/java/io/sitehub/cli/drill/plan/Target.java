package io.sitehub.cli.drill.plan;

import java.util.Locale;

/** What a planned fault is done to, as far as it can be said before. */
public sealed interface Target {

  /** How it is written. */
  String text();

  /**
   * One process.
   *
   * @param name {@code broker-2}
   */
  record Named(String name) implements Target {
    @Override
    public String text() {
      return name;
    }
  }

  /** Found out when the time has come. */
  enum Found implements Target {
    /** The broker that leads most partitions of events. */
    LEADER_OF_MOST,
    /** The broker that is the active controller. */
    ACTIVE_CONTROLLER,
    /** The processor that is active for most partitions. */
    ACTIVE_FOR_MOST,
    /** A terminal. */
    TERMINAL;

    @Override
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The target written like this: what is no other is a name. */
  static Target of(String text) {
    for (Found found : Found.values()) {
      if (found.text().equals(text)) {
        return found;
      }
    }
    return new Named(text);
  }
}
