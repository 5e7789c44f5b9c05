package io.sitehub.model.serde;

import io.sitehub.model.avro.AvroBuffer;

/**
 * The Confluent wire format: a zero byte, the schema id as 4 bytes big-endian, the Avro body. Every
 * Avro-aware Kafka tool reads it.
 */
public final class WireFormat {

  /** The first byte. */
  public static final byte MAGIC = 0;

  /** Length of what stands before the body. */
  public static final int PREFIX_BYTES = 5;

  private WireFormat() {}

  /** Writes the prefix; the body follows. */
  public static void putPrefix(int schemaId, AvroBuffer out) {
    out.put(MAGIC);
    out.putFixedInt(schemaId);
  }

  /** The schema id of a value that has at least {@link #PREFIX_BYTES} bytes from {@code offset}. */
  public static int schemaId(byte[] value, int offset) {
    return (value[offset + 1] & 0xff) << 24
        | (value[offset + 2] & 0xff) << 16
        | (value[offset + 3] & 0xff) << 8
        | (value[offset + 4] & 0xff);
  }
}
