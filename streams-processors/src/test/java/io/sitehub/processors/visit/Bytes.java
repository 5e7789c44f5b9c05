package io.sitehub.processors.visit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records as the bytes a store keeps. */
public final class Bytes {
  private Bytes() {}

  /** The Avro encoding in hexadecimal. */
  public static String hex(SpecificRecord datum) {
    return HexFormat.of().formatHex(encode(datum));
  }

  /** The record as it comes back from a store. */
  @SuppressWarnings("unchecked") // The reader makes records of the datum's own schema.
  public static <T extends SpecificRecord> T stored(T datum) {
    try {
      var decoder = DecoderFactory.get().binaryDecoder(encode(datum), null);
      return (T) new SpecificDatumReader<SpecificRecord>(datum.getSchema()).read(null, decoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encode(SpecificRecord datum) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecord>(datum.getSchema()).write(datum, encoder);
      encoder.flush();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
