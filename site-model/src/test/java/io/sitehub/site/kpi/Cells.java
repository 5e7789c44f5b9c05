package io.sitehub.site.kpi;

import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.Visit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Cells of one site as a store would keep them: what becomes zero is dropped. */
final class Cells {
  private final Map<String, SortedMap<CellKey, Accumulator>> byKpi = new TreeMap<>();

  /** Applies what changes when a visit does, to the cells of each of these KPIs. */
  void apply(Iterable<KpiFormula> formulas, @Nullable Visit before, Visit after) {
    for (KpiFormula formula : formulas) {
      apply(formula.kpi().name(), formula.difference(before, after));
    }
  }

  void apply(String kpi, Map<CellKey, Accumulator> deltas) {
    SortedMap<CellKey, Accumulator> cells = byKpi.computeIfAbsent(kpi, key -> new TreeMap<>());
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
    return byKpi.values().stream().allMatch(Map::isEmpty);
  }

  List<KpiCell> of(String siteId, String kpi) {
    List<KpiCell> list = new ArrayList<>();
    byKpi
        .getOrDefault(kpi, new TreeMap<>())
        .forEach((key, value) ->
            list.add(
                new KpiCell(
                    siteId, kpi, key.dimensions(), key.granularity(), key.windowStart(), value)));
    return list;
  }

  /** Every cell with its bytes. */
  Map<String, String> bytes() {
    Map<String, String> bytes = new TreeMap<>();
    byKpi.forEach(
        (kpi, cells) -> cells.forEach((key, value) -> bytes.put(kpi + " " + key, hex(value))));
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
