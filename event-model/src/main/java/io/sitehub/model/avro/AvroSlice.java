package io.sitehub.model.avro;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding out of a part of an array. Unlike Avro's own decoder it believes no length
 * it reads: what is longer than the bytes there are is an {@link EOFException}, never an attempt to
 * allocate two gigabytes, so a corrupt record cannot take the process down. Not for use by several
 * threads at once.
 */
public final class AvroSlice extends Decoder {

  private final byte[] bytes;
  private final int end;
  private int at;

  /** Reads {@code bytes[offset, offset + length)}. */
  public AvroSlice(byte[] bytes, int offset, int length) {
    if (offset < 0 || length < 0 || length > bytes.length - offset) {
      throw new IndexOutOfBoundsException(offset + " + " + length + " of " + bytes.length);
    }
    this.bytes = bytes;
    this.at = offset;
    this.end = offset + length;
  }

  /** Whether everything was read. */
  public boolean isEnd() {
    return at == end;
  }

  /** Index in the array of the next byte. */
  public int position() {
    return at;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - at;
  }

  private int claim(long length) throws IOException {
    if (length < 0 || length > end - at) {
      throw new EOFException("a length of " + length + " with " + (end - at) + " bytes left");
    }
    int start = at;
    at += (int) length;
    return start;
  }

  /** One byte as it is, 0 to 255. */
  public int readByte() throws IOException {
    return bytes[claim(1)] & 0xff;
  }

  @Override
  public void readNull() {
    // Null takes no bytes.
  }

  @Override
  public boolean readBoolean() throws IOException {
    return readByte() == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new AvroTypeException("not an int");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long raw = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int next = readByte();
      raw |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        return (raw >>> 1) ^ -(raw & 1);
      }
    }
    throw new AvroTypeException("a number of more than 10 bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat(Integer.reverseBytes(fixedInt()));
  }

  @Override
  public double readDouble() throws IOException {
    long high = fixedInt() & 0xffff_ffffL;
    long low = fixedInt() & 0xffff_ffffL;
    return Double.longBitsToDouble(Long.reverseBytes(high << 32 | low));
  }

  private int fixedInt() throws IOException {
    int start = claim(Integer.BYTES);
    return (bytes[start] & 0xff) << 24
        | (bytes[start + 1] & 0xff) << 16
        | (bytes[start + 2] & 0xff) << 8
        | (bytes[start + 3] & 0xff);
  }

  @Override
  public Utf8 readString(@Nullable Utf8 old) throws IOException {
    return new Utf8(readString());
  }

  @Override
  public String readString() throws IOException {
    long length = readLong();
    int start = claim(length);
    return new String(bytes, start, (int) length, StandardCharsets.UTF_8);
  }

  @Override
  public void skipString() throws IOException {
    skipBytes();
  }

  @Override
  public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
    long length = readLong();
    int start = claim(length);
    byte[] copy = new byte[(int) length];
    System.arraycopy(bytes, start, copy, 0, copy.length);
    return ByteBuffer.wrap(copy);
  }

  @Override
  public void skipBytes() throws IOException {
    claim(readLong());
  }

  @Override
  public void readFixed(byte[] target, int offset, int length) throws IOException {
    System.arraycopy(bytes, claim(length), target, offset, length);
  }

  @Override
  public void skipFixed(int length) throws IOException {
    claim(length);
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return itemCount();
  }

  @Override
  public long arrayNext() throws IOException {
    return itemCount();
  }

  /** Items of a block; each takes a byte at least, so there cannot be more than bytes left. */
  private long itemCount() throws IOException {
    long count = readLong();
    if (count < 0) {
      readLong(); // The size of the block, which only skipping needs.
      count = -count;
    }
    if (count < 0 || count > remaining()) {
      throw new EOFException(count + " items with " + remaining() + " bytes left");
    }
    return count;
  }

  @Override
  public long skipArray() throws IOException {
    while (true) {
      long count = readLong();
      if (count >= 0) {
        if (count > remaining()) {
          throw new EOFException(count + " items with " + remaining() + " bytes left");
        }
        return count;
      }
      claim(readLong());
    }
  }

  @Override
  public long readMapStart() throws IOException {
    return itemCount();
  }

  @Override
  public long mapNext() throws IOException {
    return itemCount();
  }

  @Override
  public long skipMap() throws IOException {
    return skipArray();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }
}
