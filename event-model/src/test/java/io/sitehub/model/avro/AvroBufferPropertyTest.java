package io.sitehub.model.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroBufferPropertyTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.sitehub.model.seed.Seeds#ten")
  void writesWhatAvrosEncoderWritesAndReadsItBack(long seed) throws Exception {
    // Given
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder avro = EncoderFactory.get().binaryEncoder(bytes, null);
    AvroBuffer ours = new AvroBuffer(0);

    // When
    writeRandomly(new Random(seed), avro);
    writeRandomly(new Random(seed), ours);
    avro.flush();

    // Then
    assertThat(ours.toByteArray()).isEqualTo(bytes.toByteArray());
    AvroSlice slice = new AvroSlice(ours.array(), 0, ours.size());
    readRandomly(new Random(seed), slice);
    assertThat(slice.isEnd()).isTrue();
  }

  private static void writeRandomly(Random random, Encoder out) throws Exception {
    for (int i = 0; i < 300; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      String text = "é".repeat(random.nextInt(3)) + "x".repeat(random.nextInt(90));
      out.writeNull();
      out.writeLong(number);
      out.writeInt((int) number);
      out.writeBoolean((number & 1) == 0);
      out.writeDouble(Double.longBitsToDouble(number));
      out.writeFloat(number);
      out.writeString(text);
      out.writeString(new Utf8(text));
      out.writeString((CharSequence) new StringBuilder(text));
      out.writeBytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      out.writeFixed(new byte[] {1, 2, 3});
      out.writeEnum(i);
      out.writeIndex(1);
      out.writeArrayStart();
      out.setItemCount(1);
      out.startItem();
      out.writeInt(i);
      out.writeArrayEnd();
      out.writeMapStart();
      out.setItemCount(0);
      out.writeMapEnd();
    }
  }

  private static void readRandomly(Random random, AvroSlice in) throws Exception {
    for (int i = 0; i < 300; i++) {
      long number = random.nextLong() >> random.nextInt(64);
      String text = "é".repeat(random.nextInt(3)) + "x".repeat(random.nextInt(90));
      in.readNull();
      assertThat(in.readLong()).isEqualTo(number);
      assertThat(in.readInt()).isEqualTo((int) number);
      assertThat(in.readBoolean()).isEqualTo((number & 1) == 0);
      assertThat(Double.doubleToRawLongBits(in.readDouble()))
          .isEqualTo(Double.doubleToRawLongBits(Double.longBitsToDouble(number)));
      assertThat(in.readFloat()).isEqualTo((float) number);
      assertThat(in.readString()).isEqualTo(text);
      assertThat(in.readString(null).toString()).isEqualTo(text);
      in.skipString();
      assertThat(in.readBytes(null).remaining()).isGreaterThanOrEqualTo(text.length());
      byte[] fixed = new byte[3];
      in.readFixed(fixed);
      assertThat(fixed).containsExactly(1, 2, 3);
      assertThat(in.readEnum()).isEqualTo(i);
      assertThat(in.readIndex()).isEqualTo(1);
      assertThat(in.readArrayStart()).isEqualTo(1);
      assertThat(in.readInt()).isEqualTo(i);
      assertThat(in.arrayNext()).isZero();
      assertThat(in.readMapStart()).isZero();
    }
  }

  @Test
  void charactersOfAParserAreWrittenAsStrings() {
    for (String text : new String[] {"", "plain", "é😀漢", "x".repeat(1_000) + "é"}) {
      // Given
      AvroBuffer asString = new AvroBuffer(0);
      asString.writeString(text);
      AvroBuffer asChars = new AvroBuffer(0);
      char[] chars = ("<" + text + ">").toCharArray();

      // When
      asChars.writeString(chars, 1, chars.length - 2);

      // Then
      assertThat(asChars.toByteArray()).isEqualTo(asString.toByteArray());
    }
  }

  @Test
  void whatWasWrittenIsTakenBack() {
    // Given
    AvroBuffer buffer = new AvroBuffer(0);
    buffer.put(1);
    buffer.putFixedInt(2);

    // When
    buffer.truncate(1);

    // Then
    assertThat(buffer.toByteArray()).containsExactly(1);
    assertThatThrownBy(() -> buffer.truncate(2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void lengthsAreNotBelieved() {
    // A length of 2^31, a negative one, a number without end, a count of more items than bytes.
    assertThatThrownBy(() -> slice("8080808010").readString()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> slice("01").readBytes(null)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> slice("ff".repeat(11)).readLong())
        .isInstanceOf(AvroTypeException.class);
    assertThatThrownBy(() -> slice("7e00").readArrayStart()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> slice("ffffffff1f").readInt()).isInstanceOf(AvroTypeException.class);
    assertThatThrownBy(() -> slice("").readBoolean()).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> new AvroSlice(new byte[3], 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static AvroSlice slice(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    byte[] within = Arrays.copyOf(bytes, bytes.length + 20);
    return new AvroSlice(within, 0, bytes.length);
  }
}
