package io.sitehub.processors.state;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.serde.WireFormat;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.site.kpi.AccumulatorGroup;
import io.sitehub.site.kpi.NamedCellKey;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What the visits of each site add up to. A cell in which nothing is left does not exist. */
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
   * Adds to a cell.
   *
   * @return the cell in the wire format, as its topic has it; null: nothing is left in it
   */
  public byte @Nullable [] add(String siteId, NamedCellKey cell, Accumulator delta) {
    KeyWriter writing = window(siteId, cell.kpi(), cell.granularity(), cell.windowStart());
    cell.dimensions().forEach(writing::text);
    Bytes key = writing.toBytes();
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
                    siteId,
                    cell.kpi(),
                    cell.dimensions(),
                    cell.granularity(),
                    cell.windowStart(),
                    sum));
    space.put(key, wire);
    return wire;
  }

  /**
   * The cells whose window starts in {@code [from, to)}, by window and dimensions, as one Avro
   * datum: an array of {@link KpiCell}, of the schema this release is built with.
   *
   * @param limit how many cells there may be
   * @return null when there are more than {@code limit}
   */
  public byte @Nullable [] array(
      String siteId, String kpi, Granularity granularity, Instant from, Instant to, int limit) {
    AvroBuffer cells = new AvroBuffer(16 << 10);
    int[] count = {0};
    int currentId = writer.ids().idOf(KpiCell.getClassSchema());
    boolean complete =
        space.scan(
            window(siteId, kpi, granularity, from).toBytes(),
            window(siteId, kpi, granularity, to).toBytes(),
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

  private static KeyWriter window(
      String siteId, String kpi, Granularity granularity, Instant windowStart) {
    return Table.KPI_CELLS
        .key()
        .text(siteId)
        .text(kpi)
        .octet(number(granularity))
        .instant(windowStart);
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
