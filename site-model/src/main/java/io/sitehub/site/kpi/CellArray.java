package io.sitehub.site.kpi;

import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.state.KpiCell;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/**
 * Cells as the internal protocol carries them: one Avro datum, an array of {@link KpiCell} of the
 * schema this release is built with. Never empty: even of no cells it is a byte.
 */
public final class CellArray {
  private static final Schema SCHEMA = Schema.createArray(KpiCell.getClassSchema());

  private CellArray() {}

  /**
   * What two arrays have in common only if they are the same: SHA-256, lower-case hexadecimal.
   * Whoever has asked before says it, and is not told the same again.
   */
  public static String digest(byte[] array) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(array));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The cells of an array.
   *
   * @throws IOException if it is none
   */
  public static List<KpiCell> read(byte[] array) throws IOException {
    DatumReader<List<KpiCell>> reader =
        new SpecificDatumReader<>(SCHEMA, SCHEMA, SpecificData.getForClass(KpiCell.class));
    AvroSlice slice = new AvroSlice(array, 0, array.length);
    try {
      List<KpiCell> cells = reader.read(new ArrayList<>(), slice);
      if (!slice.isEnd()) {
        throw new IOException("there are bytes after the cells");
      }
      return cells;
    } catch (RuntimeException e) {
      // Avro throws whatever it stumbles over in foreign bytes: index and cast errors.
      throw new IOException("these are no cells", e);
    }
  }
}
