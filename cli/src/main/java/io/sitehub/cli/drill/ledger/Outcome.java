package io.sitehub.cli.drill.ledger;

import java.util.Locale;

/** What is known of an attempt to publish when it is over. */
public enum Outcome {
  /** A gateway acknowledged it: it is in the log for ever. */
  OK,
  /** It certainly had no effect: it was refused, or could not even be sent. */
  FAILED,
  /** Perhaps it is in the log, perhaps not. */
  UNKNOWN;

  /** How it is written. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
