package io.sitehub.processors.state;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of the log has been taken in.
 *
 * @param offset offset of the last record taken in, dead letters and repeats included
 * @param recordedAt when that record was written to the log
 */
public record Progress(long offset, Instant recordedAt) {

  /** Reads the progress of a partition; null before its first record. */
  public static @Nullable Progress read(StateSpace space, int partition) {
    byte[] value = space.get(Table.PROGRESS.key().number(partition).toBytes());
    if (value == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(value);
    return new Progress(buffer.getLong(), Instant.ofEpochMilli(buffer.getLong()));
  }

  /** Stores it as the progress of a partition. */
  public void write(StateSpace space, int partition) {
    space.put(
        Table.PROGRESS.key().number(partition).toBytes(),
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(offset)
            .putLong(recordedAt.toEpochMilli())
            .array());
  }
}
