package io.sitehub.site.kpi;

import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import java.time.Instant;

/**
 * Cells that a query needs: all of one granularity whose window starts in a range.
 *
 * @param granularity of the cells
 * @param from earliest start of a window
 * @param to end of the range (exclusive)
 */
public record CellRange(Granularity granularity, Instant from, Instant to) {
  /** Whether the cell belongs to this range. */
  public boolean contains(KpiCell cell) {
    return cell.getGranularity() == granularity
        && !cell.getWindowStart().isBefore(from)
        && cell.getWindowStart().isBefore(to);
  }
}
