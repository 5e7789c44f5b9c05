package io.sitehub.processors.state;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.model.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The series of KPI cells of each site, in the order of their numbers. */
public final class SeriesTable {

  private final StateSpace space;
  private final RecordWriter<KpiSeries> writer;
  private final RecordReader<KpiSeries> reader;

  /** The series in a store. */
  public SeriesTable(StateSpace space, SchemaRegistry registry) {
    this.space = space;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.CONFIGS);
    this.reader = RecordReader.of(registry, KpiSeries.class);
  }

  /** The series of a site, by number. */
  public List<KpiSeries> list(String siteId) {
    List<KpiSeries> series = new ArrayList<>();
    space.scan(
        Table.KPI_SERIES.key().text(siteId),
        (key, value) -> series.add(reader.read(value).orThrow()));
    return series;
  }

  /**
   * The series that queries about a KPI are answered from: the live one, or else the one that is
   * being filled; null if there is no such KPI.
   */
  public @Nullable KpiSeries shown(String siteId, String kpi) {
    return shown(list(siteId), kpi);
  }

  /** Of all series of a site, the one that queries about a KPI are answered from; or null. */
  public static @Nullable KpiSeries shown(List<KpiSeries> all, String kpi) {
    KpiSeries shown = null;
    for (KpiSeries series : all) {
      if (series.getDeclaration().getKpi().equals(kpi)
          && (series.getPhase() == SeriesPhase.LIVE
              || (series.getPhase() == SeriesPhase.FILLING && shown == null))) {
        shown = series;
      }
    }
    return shown;
  }

  /** Stores a series. */
  public void put(KpiSeries series) {
    space.put(key(series), writer.write(series));
  }

  /** Forgets a series, whose cells must be gone. */
  public void remove(KpiSeries series) {
    space.put(key(series), null);
  }

  private static Bytes key(KpiSeries series) {
    return Table.KPI_SERIES.key().text(series.getSiteId()).number(series.getSeries()).toBytes();
  }
}
