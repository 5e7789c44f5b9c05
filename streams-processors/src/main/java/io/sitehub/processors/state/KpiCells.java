package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.serde.WireFormat;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.CellKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What the visits of each site add up to, by series. A cell in which nothing is left does not
 * exist.
 */
public final class KpiCells {

  private final StateSpace space;
  private final RecordWriter<KpiCell> writer;
  private final RecordReader<KpiCell> reader;

  /** The cells in a store. */
  public KpiCells(StateSpace space, SchemaRegistry registry) {
    this.space = space;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.KPIS);
    this.reader = RecordReader.of(registry, KpiCell.class);
  }

  /**
   * Adds to a cell of a series.
   *
   * @return the cell in the wire format, as its topic has it; null: nothing is left in it
   */
  public byte @Nullable [] add(KpiSeries series, CellKey cell, Accumulator delta) {
    Bytes key = key(series, cell);
    byte[] stored = space.get(key);
    Accumulator sum =
        stored == null
            ? delta
            : AccumulatorGroup.plus(reader.read(stored).orThrow().getValue(), delta);
    byte[] wire =
        AccumulatorGroup.isZero(sum)
            ? null
            : writer.write(
                new KpiCell(
                    series.getSiteId(),
                    series.getDeclaration().getKpi(),
                    cell.dimensions(),
                    cell.granularity(),
                    cell.windowStart(),
                    sum));
    space.put(key, wire);
    return wire;
  }

  /** Whether there is anything in a cell of a series. */
  public boolean contains(KpiSeries series, CellKey cell) {
    return space.get(key(series, cell)) != null;
  }

  /**
   * A cell as it lies in the store.
   *
   * @param position where to go on behind it
   * @param wire it in the wire format, as its topic has it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Kept(CellKey key, Bytes position, byte[] wire) {}

  /**
   * Some cells of a series, in the order of the store.
   *
   * @param after position of the last one seen; null: from the start
   */
  public List<Kept> some(KpiSeries series, @Nullable Bytes after, int limit) {
    KeyWriter all = series(series.getSiteId(), series.getSeries());
    List<Kept> found = new ArrayList<>();
    space.scan(
        after == null ? all.toBytes() : Bytes.increment(after),
        all.behind(),
        (key, wire) -> {
          KpiCell cell = reader.read(wire).orThrow();
          CellKey cellKey =
              new CellKey(cell.getGranularity(), cell.getWindowStart(), cell.getDimensions());
          found.add(new Kept(cellKey, key, wire));
          return found.size() < limit;
        });
    return found;
  }

  /** The cells of a series whose window starts in {@code [from, to)}, by window and dimensions. */
  public List<KpiCell> list(KpiSeries series, Granularity granularity, Instant from, Instant to) {
    List<KpiCell> cells = new ArrayList<>();
    space.scan(
        window(series.getSiteId(), series.getSeries(), granularity, from).toBytes(),
        window(series.getSiteId(), series.getSeries(), granularity, to).toBytes(),
        (key, wire) -> cells.add(reader.read(wire).orThrow()));
    return cells;
  }

  /** Removes a cell. */
  public void remove(Kept cell) {
    space.put(cell.position(), null);
  }

  /**
   * The cells whose window starts in {@code [from, to)}, by window and dimensions, as one Avro
   * datum: an array of {@link KpiCell}, of the schema this release is built with.
   *
   * @param limit how many cells there may be
   * @return null when there are more than {@code limit}
   */
  public byte @Nullable [] array(
      String siteId, int series, Granularity granularity, Instant from, Instant to, int limit) {
    AvroBuffer cells = new AvroBuffer(16 << 10);
    int[] count = {0};
    int currentId = writer.ids().idOf(KpiCell.getClassSchema());
    boolean complete =
        space.scan(
            window(siteId, series, granularity, from).toBytes(),
            window(siteId, series, granularity, to).toBytes(),
            (key, wire) -> {
              byte[] current =
                  WireFormat.schemaId(wire, 0) == currentId
                      ? wire
                      : writer.write(reader.read(wire).orThrow());
              cells.put(current, WireFormat.PREFIX_BYTES, current.length - WireFormat.PREFIX_BYTES);
              return ++count[0] <= limit;
            });
    if (!complete) {
      return null;
    }
    AvroBuffer array = new AvroBuffer(cells.size() + 16);
    array.setItemCount(count[0]);
    array.put(cells.array(), 0, cells.size());
    array.writeArrayEnd();
    return array.toByteArray();
  }

  private static Bytes key(KpiSeries series, CellKey cell) {
    KeyWriter key =
        window(series.getSiteId(), series.getSeries(), cell.granularity(), cell.windowStart());
    cell.dimensions().forEach(key::text);
    return key.toBytes();
  }

  private static KeyWriter window(
      String siteId, int series, Granularity granularity, Instant windowStart) {
    return series(siteId, series).octet(number(granularity)).instant(windowStart);
  }

  private static KeyWriter series(String siteId, int series) {
    return Table.KPI_CELLS.key().text(siteId).number(series);
  }

  /** The numbers are part of the stored keys. */
  private static int number(Granularity granularity) {
    return switch (granularity) {
      case QUARTER_HOUR -> 1;
      case DAY -> 2;
      case UNSPECIFIED -> throw new IllegalArgumentException("granularity is unspecified");
    };
  }
}
