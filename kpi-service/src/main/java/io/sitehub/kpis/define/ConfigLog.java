package io.sitehub.kpis.define;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The log of what sites are told to be. */
@FunctionalInterface
public interface ConfigLog {

  /** What came of writing. */
  sealed interface WriteOutcome {
    /** It is on min.insync.replicas brokers. */
    record Acknowledged(int partition, long offset) implements WriteOutcome {}

    /** It may have been written or not: writing the same again does no harm. */
    record Unknown(String reason) implements WriteOutcome {}

    /** It was not written: the brokers or the schema registry are away. */
    record NotWritten(String reason) implements WriteOutcome {}

    /** It is larger than a record may be. */
    record TooLarge() implements WriteOutcome {}
  }

  /**
   * Writes something about a site and waits until it is acknowledged, for a bounded time.
   *
   * @param key what follows the site id and a slash in the record's key
   * @param value null removes the key
   */
  WriteOutcome write(String site, String key, @Nullable SpecificRecord value);
}
