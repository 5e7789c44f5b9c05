package io.sitehub.model.avro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Encoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary encoding into a growing array. Unlike Avro's own encoders it needs no stream and no
 * flush, and what was written can be read, moved and taken back, which transcoding from JSON in any
 * field order needs. Not for use by several threads at once.
 */
public final class AvroBuffer extends Encoder {

  private static final int MAX_VARINT_BYTES = 10;

  private byte[] bytes;
  private int size;

  /** An empty buffer. */
  public AvroBuffer(int initialCapacity) {
    this.bytes = new byte[Math.max(64, initialCapacity)];
  }

  /** How much has been written. */
  public int size() {
    return size;
  }

  /** Takes back everything after the first {@code newSize} bytes. */
  public void truncate(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("cannot truncate " + size + " bytes to " + newSize);
    }
    size = newSize;
  }

  /** The array that holds the bytes written, from 0 to {@link #size()}; until the next write. */
  public byte[] array() {
    return bytes;
  }

  /** A copy of all that was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** A copy of a part of what was written. */
  public byte[] copyOfRange(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** Writes one byte as it is. */
  public void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Writes bytes as they are. */
  public void put(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Writes 4 bytes, big-endian. */
  public void putFixedInt(int value) {
    reserve(Integer.BYTES);
    bytes[size++] = (byte) (value >>> 24);
    bytes[size++] = (byte) (value >>> 16);
    bytes[size++] = (byte) (value >>> 8);
    bytes[size++] = (byte) value;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  @Override
  public void flush() {
    // Everything is in memory already.
  }

  @Override
  public void writeNull() {
    // Null takes no bytes.
  }

  @Override
  public void writeBoolean(boolean value) {
    put(value ? 1 : 0);
  }

  @Override
  public void writeInt(int value) {
    writeLong(value);
  }

  @Override
  public void writeLong(long value) {
    reserve(MAX_VARINT_BYTES);
    long rest = (value << 1) ^ (value >> 63);
    byte[] target = bytes;
    int at = size;
    while ((rest & ~0x7FL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    size = at;
  }

  @Override
  public void writeFloat(float value) {
    putFixedInt(Integer.reverseBytes(Float.floatToRawIntBits(value)));
  }

  @Override
  public void writeDouble(double value) {
    long littleEndian = Long.reverseBytes(Double.doubleToRawLongBits(value));
    putFixedInt((int) (littleEndian >>> 32));
    putFixedInt((int) littleEndian);
  }

  @Override
  public void writeString(Utf8 utf8) {
    writeBytes(utf8.getBytes(), 0, utf8.getByteLength());
  }

  @Override
  public void writeString(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    writeBytes(utf8, 0, utf8.length);
  }

  /** Writes a string that a parser holds as characters; they must be well-formed UTF-16. */
  public void writeString(char[] chars, int offset, int length) {
    int start = size;
    writeLong(length);
    reserve(length);
    byte[] target = bytes;
    int at = size;
    for (int i = offset; i < offset + length; i++) {
      char c = chars[i];
      if (c >= 0x80) {
        size = start;
        writeString(new String(chars, offset, length));
        return;
      }
      target[at++] = (byte) c;
    }
    size = at;
  }

  @Override
  public void writeString(CharSequence text) {
    writeString(text.toString());
  }

  @Override
  public void writeBytes(ByteBuffer source) {
    int length = source.remaining();
    writeLong(length);
    reserve(length);
    source.duplicate().get(bytes, size, length);
    size += length;
  }

  @Override
  public void writeBytes(byte[] source, int offset, int length) {
    writeLong(length);
    put(source, offset, length);
  }

  @Override
  public void writeFixed(byte[] source, int offset, int length) {
    put(source, offset, length);
  }

  @Override
  public void writeEnum(int index) {
    writeLong(index);
  }

  @Override
  public void writeArrayStart() {
    // Blocks begin with their count: setItemCount.
  }

  @Override
  public void setItemCount(long count) {
    if (count > 0) {
      writeLong(count);
    }
  }

  @Override
  public void startItem() {
    // Items follow each other without a mark.
  }

  @Override
  public void writeArrayEnd() {
    put(0);
  }

  @Override
  public void writeMapStart() {
    // As arrays.
  }

  @Override
  public void writeMapEnd() {
    put(0);
  }

  @Override
  public void writeIndex(int unionIndex) {
    writeLong(unionIndex);
  }
}
