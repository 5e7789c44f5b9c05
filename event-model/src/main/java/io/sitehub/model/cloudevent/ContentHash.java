package io.sitehub.model.cloudevent;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an event says, as 128 bits: the first half of SHA-256 over everything but its name and
 * {@code traceparent}. Two events with the same name are repeats if their hashes are equal, and a
 * terminal's fault otherwise.
 *
 * <p>The data counts as the Avro body as it was written, without the wire format's prefix. So an
 * event that is sent again through a gateway with a newer schema of its type has another hash; the
 * first still stands.
 *
 * @param high first 8 bytes, big-endian
 * @param low next 8 bytes, big-endian
 */
public record ContentHash(long high, long low) {

  /** Length of {@link #toBytes()}. */
  public static final int BYTES = 16;

  private static final int ABSENT = -1;

  /** Hashes an event whose data is the Avro body {@code body[offset, offset + length)}. */
  public static ContentHash of(EventAttributes event, byte[] body, int offset, int length) {
    byte[] siteId = utf8(event.siteId());
    byte[] type = utf8(event.type().name());
    byte @Nullable [] subject = utf8OrNull(event.subject());
    byte @Nullable [] actor = utf8OrNull(event.actor());
    byte @Nullable [] causationId = utf8OrNull(event.causationId());
    int size =
        6 * Integer.BYTES
            + 2 * Long.BYTES
            + Integer.BYTES
            + Byte.BYTES
            + type.length
            + siteId.length
            + lengthOf(subject)
            + lengthOf(actor)
            + lengthOf(causationId)
            + length;
    ByteBuffer content = ByteBuffer.wrap(new byte[size]).order(ByteOrder.BIG_ENDIAN);
    put(content, type);
    put(content, siteId);
    put(content, subject);
    content.putLong(event.time().getEpochSecond()).putInt(event.time().getNano());
    Long deviceSeq = event.deviceSeq();
    content.put((byte) (deviceSeq == null ? 0 : 1)).putLong(deviceSeq == null ? 0 : deviceSeq);
    put(content, actor);
    put(content, causationId);
    content.putInt(length).put(body, offset, length);
    ByteBuffer digest = ByteBuffer.wrap(sha256().digest(content.array()));
    return new ContentHash(digest.getLong(), digest.getLong());
  }

  /** Reads what {@link #toBytes()} wrote. */
  public static ContentHash fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a content hash has 16 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new ContentHash(buffer.getLong(), buffer.getLong());
  }

  /** The 16 bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /** The 16 bytes in lower-case hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  private static void put(ByteBuffer content, byte @Nullable [] field) {
    if (field == null) {
      content.putInt(ABSENT);
    } else {
      content.putInt(field.length).put(field);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] utf8OrNull(@Nullable String text) {
    return text == null ? null : utf8(text);
  }

  private static int lengthOf(byte @Nullable [] field) {
    return field == null ? 0 : field.length;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
