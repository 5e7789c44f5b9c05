package io.sitehub.processors.kpi;

import io.sitehub.model.state.KpiSeries;
import io.sitehub.processors.output.Output;
import io.sitehub.site.kpi.CellKey;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Writes cells to their topic. Its keys name the KPI, not the series: readers see one after all.
 */
final class CellOutput {

  private final ProcessorContext<Object, Object> context;

  CellOutput(ProcessorContext<Object, Object> context) {
    this.context = context;
  }

  /**
   * Writes a cell.
   *
   * @param wire the cell in the wire format; null: nothing is left in it
   */
  void write(KpiSeries series, CellKey cell, byte @Nullable [] wire, long timestampMs) {
    Output.KPIS.write(
        context,
        series.getSiteId(),
        topicKey(series.getDeclaration().getKpi(), cell),
        wire,
        timestampMs);
  }

  /** {@code <kpi>/<granularity>/<window start>/<dimensions>}, a slash in a dimension as %2F. */
  private static String topicKey(String kpi, CellKey cell) {
    return kpi
        + "/"
        + cell.granularity().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + "/"
        + cell.windowStart()
        + cell.dimensions().stream()
            .map(value -> "/" + value.replace("%", "%25").replace("/", "%2F"))
            .collect(Collectors.joining());
  }
}
