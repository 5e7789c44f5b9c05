package io.sitehub.site.kpi;

import io.sitehub.model.state.Granularity;
import java.time.Instant;
import java.util.List;

/**
 * Names a cell of a site, as long as contributions are kept for all KPIs together.
 *
 * @param kpi name of the KPI
 * @param granularity length of the cell's window
 * @param windowStart start of the cell's window
 * @param dimensions values of the KPI's dimensions in the order of its definition; "" where unknown
 */
public record NamedCellKey(
    String kpi, Granularity granularity, Instant windowStart, List<String> dimensions)
    implements Comparable<NamedCellKey> {

  /** By KPI, granularity, window, dimensions: the order of the cell store. */
  @Override
  public int compareTo(NamedCellKey other) {
    int order = kpi.compareTo(other.kpi);
    if (order == 0) {
      order = granularity.compareTo(other.granularity);
    }
    if (order == 0) {
      order = windowStart.compareTo(other.windowStart);
    }
    return order == 0 ? CellKey.compare(dimensions, other.dimensions) : order;
  }
}
