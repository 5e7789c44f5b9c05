package io.sitehub.site.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Cells of one site as a store would keep them: what becomes zero is dropped. */
final class Cells {
  private final Map<CellKey, Accumulator> cells = new HashMap<>();

  void apply(Map<CellKey, Accumulator> deltas) {
    deltas.forEach((key, delta) -> {
      Accumulator sum =
          AccumulatorGroup.plus(cells.getOrDefault(key, AccumulatorGroup.zero()), delta);
      if (AccumulatorGroup.isZero(sum)) {
        cells.remove(key);
      } else {
        cells.put(key, sum);
      }
    });
  }

  boolean isEmpty() {
    return cells.isEmpty();
  }

  List<KpiCell> of(String siteId, String kpi) {
    List<KpiCell> list = new ArrayList<>();
    new TreeMap<>(cells)
        .forEach((key, value) -> {
          if (key.kpi().equals(kpi)) {
            list.add(
                new KpiCell(
                    siteId,
                    key.kpi(),
                    key.dimensions(),
                    key.granularity(),
                    key.windowStart(),
                    value));
          }
        });
    return list;
  }

  /** Every cell with its bytes. */
  Map<CellKey, String> bytes() {
    Map<CellKey, String> bytes = new TreeMap<>();
    cells.forEach((key, value) -> bytes.put(key, hex(value)));
    return bytes;
  }

  /** The Avro encoding of a record, in hexadecimal. */
  static String hex(SpecificRecord datum) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      var encoder = EncoderFactory.get().binaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecord>(datum.getSchema()).write(datum, encoder);
      encoder.flush();
      return java.util.HexFormat.of().formatHex(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
