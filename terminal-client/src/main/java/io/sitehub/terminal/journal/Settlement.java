package io.sitehub.terminal.journal;

import io.sitehub.terminal.fate.Refusal;

/** What a gateway decided about a waiting event. */
public sealed interface Settlement {

  /** Number of the event in the journal. */
  long position();

  /** It is in the log, at this offset of this partition. */
  record Acknowledge(long position, int partition, long offset) implements Settlement {}

  /** It is wrong, and set aside. */
  record Refuse(long position, Refusal refusal) implements Settlement {}
}
