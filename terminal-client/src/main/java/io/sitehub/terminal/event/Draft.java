package io.sitehub.terminal.event;

import org.jspecify.annotations.Nullable;

/** An event on its way into the journal, where it gets its number. */
public sealed interface Draft permits NumberedDraft, VerbatimDraft {

  /** Its name; null if it has none, which a gateway will refuse. */
  @Nullable EventName name();

  /** The device whose next number it gets; null if it gets none. */
  @Nullable String numberedBy();

  /**
   * The CloudEvent as it is sent ever after: a JSON object in UTF-8.
   *
   * @param deviceSeq its number; of no meaning to an event that gets none
   */
  byte[] body(long deviceSeq);

  /** Whether a body stored under the same name says the same. */
  boolean isSameAs(byte[] storedBody);
}
