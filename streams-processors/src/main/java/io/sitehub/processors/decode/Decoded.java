package io.sitehub.processors.decode;

import io.sitehub.model.cloudevent.ContentHash;
import io.sitehub.model.cloudevent.SiteEvent;

/** What a record of the log turned out to be. */
public sealed interface Decoded {

  /**
   * An event.
   *
   * @param event the event
   * @param hash what it says, in 128 bits
   * @param record the record it came in
   */
  record Event(SiteEvent event, ContentHash hash, LogRecord record) implements Decoded {}

  /** A dead letter. */
  record Dead(DeadLetter letter) implements Decoded {}
}
