package io.sitehub.kpis.query;

import io.sitehub.model.state.KpiCell;
import io.sitehub.site.kpi.CellArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Cells as processors told them, not read yet: whoever knows what they come to need not.
 *
 * @param parts one for each answer they came in
 */
record Cells(List<Part> parts) {
  Cells {
    parts = List.copyOf(parts);
  }

  /**
   * What one answer said.
   *
   * @param array as {@link CellArray} has it
   * @param digest equal only for equal ones
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by the digest
  record Part(byte[] array, String digest) {
    Part(byte[] array) {
      this(array, CellArray.digest(array));
    }
  }

  static Cells of(Part part) {
    return new Cells(List.of(part));
  }

  /** These and others. */
  Cells and(Cells others) {
    return new Cells(Stream.concat(parts.stream(), others.parts.stream()).toList());
  }

  /** Equal only for equal cells. */
  List<String> digests() {
    return parts.stream().map(Part::digest).toList();
  }

  /** Reads them. */
  List<KpiCell> read() {
    List<KpiCell> cells = new ArrayList<>();
    for (Part part : parts) {
      try {
        cells.addAll(CellArray.read(part.array));
      } catch (IOException malformed) {
        throw new IllegalStateException("a processor answered with bad cells", malformed);
      }
    }
    return cells;
  }
}
