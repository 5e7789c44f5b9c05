package io.sitehub.kpis.query;

import io.sitehub.model.state.KpiCell;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/** Cells as the internal protocol carries them: one Avro array. */
final class Cells {
  private static final SpecificData MODEL = SpecificData.getForClass(KpiCell.class);
  private static final Schema SCHEMA = Schema.createArray(KpiCell.getClassSchema());

  private Cells() {}

  /** Reads cells. */
  static List<KpiCell> read(byte[] body) {
    DatumReader<List<KpiCell>> reader = new SpecificDatumReader<>(SCHEMA, SCHEMA, MODEL);
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(body, null);
    try {
      return reader.read(new ArrayList<>(), decoder);
    } catch (IOException malformed) {
      throw new IllegalStateException("a processor answered with bad cells", malformed);
    }
  }
}
