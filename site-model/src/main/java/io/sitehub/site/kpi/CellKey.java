package io.sitehub.site.kpi;

import io.sitehub.model.state.Granularity;
import java.time.Instant;
import java.util.List;

/**
 * Names a cell of one KPI of a site.
 *
 * @param granularity length of the cell's window
 * @param windowStart start of the cell's window
 * @param dimensions values of the KPI's dimensions in the order of its definition; "" where unknown
 */
public record CellKey(Granularity granularity, Instant windowStart, List<String> dimensions)
    implements Comparable<CellKey> {

  /** By granularity, window, dimensions: the order of the cell store. */
  @Override
  public int compareTo(CellKey other) {
    int order = granularity.compareTo(other.granularity);
    if (order == 0) {
      order = windowStart.compareTo(other.windowStart);
    }
    return order == 0 ? compare(dimensions, other.dimensions) : order;
  }

  /** Lexicographic. */
  static int compare(List<String> a, List<String> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int order = a.get(i).compareTo(b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(a.size(), b.size());
  }
}
