package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.state.Accumulator;
import io.sitehub.model.state.Bucket;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.state.KpiCell;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class CellArrayTest {

  @Test
  void whatIsReadIsWhatWasWritten() throws Exception {
    // Given
    List<KpiCell> cells = List.of(cell("hauler", 3), cell("", 4));

    // Then
    assertThat(CellArray.read(written(cells))).isEqualTo(cells);
    assertThat(CellArray.read(written(List.of()))).isEmpty();
    assertThat(written(List.of())).isNotEmpty();
  }

  @Test
  void onlyEqualArraysHaveTheSameDigest() throws Exception {
    // Given
    String digest = CellArray.digest(written(List.of(cell("hauler", 3))));

    // Then
    assertThat(CellArray.digest(written(List.of(cell("hauler", 3))))).isEqualTo(digest);
    assertThat(CellArray.digest(written(List.of(cell("hauler", 4))))).isNotEqualTo(digest);
    assertThat(CellArray.digest(written(List.of()))).isNotEqualTo(digest);
  }

  @Test
  void whatIsCutOffOrFollowedBySomethingIsNoCells() throws Exception {
    // Given
    byte[] array = written(List.of(cell("hauler", 3)));

    // Then
    assertThatThrownBy(() -> CellArray.read(Arrays.copyOf(array, array.length - 1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> CellArray.read(Arrays.copyOf(array, array.length + 1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> CellArray.read(new byte[0])).isInstanceOf(IOException.class);
  }

  private static KpiCell cell(String carrier, long count) {
    return KpiCell.newBuilder()
        .setSiteId("lyon-1")
        .setKpi("turnaround")
        .setDimensions(List.of(carrier))
        .setGranularity(Granularity.DAY)
        .setWindowStart(Instant.parse("2026-03-01T23:00:00Z"))
        .setValue(
            Accumulator.newBuilder()
                .setCount(count)
                .setSum(count * 60_000)
                .setHistogram(List.of(new Bucket(17, count)))
                .build())
        .build();
  }

  private static byte[] written(List<KpiCell> cells) throws IOException {
    AvroBuffer out = new AvroBuffer(256);
    Schema schema = Schema.createArray(KpiCell.getClassSchema());
    new SpecificDatumWriter<List<KpiCell>>(schema, SpecificData.getForClass(KpiCell.class))
        .write(cells, out);
    return out.toByteArray();
  }
}
