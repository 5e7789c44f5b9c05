package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sitehub.model.state.Accumulator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of the group and the percentiles, over random measurements. */
class AccumulatorPropertyTest {
  private static final Instant START = Instant.parse("2026-03-29T00:00:00Z");

  static LongStream seeds() {
    Long seed = Long.getLong("sitehub.seed");
    return seed == null ? LongStream.range(0, 100) : LongStream.of(seed);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void anyOrderOfAddingAndTakingBackGivesTheSameBytes(long seed) {
    // Given
    Random random = new Random(seed);
    Aggregate aggregate = Aggregate.values()[random.nextInt(Aggregate.UTILISATION.ordinal())];
    List<Accumulator> kept = measurements(random, aggregate);
    List<Accumulator> operations = new ArrayList<>(kept);
    for (Accumulator mistaken : measurements(random, aggregate)) {
      operations.add(mistaken);
      operations.add(AccumulatorGroup.negate(mistaken));
    }
    Collections.shuffle(operations, random);
    // When
    Accumulator inOrder = sum(kept);
    Accumulator shuffled = sum(operations);
    // Then
    assertThat(Cells.hex(shuffled)).isEqualTo(Cells.hex(inOrder));
    assertThat(AccumulatorGroup.isZero(AccumulatorGroup.minus(shuffled, inOrder))).isTrue();
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void addingIsAssociativeAndHasANeutralElement(long seed) {
    Random random = new Random(seed);
    Accumulator a = sum(measurements(random, Aggregate.DISTRIBUTION));
    Accumulator b = sum(measurements(random, Aggregate.OCCUPANCY));
    Accumulator c = AccumulatorGroup.negate(sum(measurements(random, Aggregate.DISTRIBUTION)));
    assertThat(AccumulatorGroup.plus(AccumulatorGroup.plus(a, b), c))
        .isEqualTo(AccumulatorGroup.plus(a, AccumulatorGroup.plus(b, c)));
    assertThat(AccumulatorGroup.plus(a, b)).isEqualTo(AccumulatorGroup.plus(b, a));
    assertThat(AccumulatorGroup.plus(a, AccumulatorGroup.zero())).isEqualTo(a);
    assertThat(AccumulatorGroup.minus(a, a)).isEqualTo(AccumulatorGroup.zero());
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void percentilesOfMergedPartsAreThoseOfHdrHistogram(long seed) {
    // Given
    Random random = new Random(seed);
    KpiDefinition kpi = KpiCatalogue.builtIn().find("weighing-cycle").orElseThrow();
    Histogram peer = new Histogram(Long.MAX_VALUE, 2);
    List<Accumulator> parts = new ArrayList<>();
    double sum = 0;
    for (int part = 0; part <= random.nextInt(5); part++) {
      Accumulator accumulator = AccumulatorGroup.zero();
      for (int i = 0; i <= random.nextInt(200); i++) {
        long value = random.nextLong(1L << (1 + random.nextInt(40)));
        peer.recordValue(value);
        sum += value;
        accumulator =
            AccumulatorGroup.plus(
                accumulator, AccumulatorGroup.of(Aggregate.DISTRIBUTION, START, value, 1, true));
      }
      parts.add(accumulator);
    }
    // When
    var value = (KpiValue.Distribution) new Evaluation().evaluate(kpi, parts);
    // Then
    assertThat(value.count()).isEqualTo(peer.getTotalCount());
    assertThat(value.p50()).isEqualTo(peer.getValueAtPercentile(50) / 1_000.0);
    assertThat(value.p90()).isEqualTo(peer.getValueAtPercentile(90) / 1_000.0);
    assertThat(value.p95()).isEqualTo(peer.getValueAtPercentile(95) / 1_000.0);
    double mean = sum / peer.getTotalCount() / 1_000;
    assertThat(value.mean()).isCloseTo(mean, within(mean * 1e-9));
  }

  private static List<Accumulator> measurements(Random random, Aggregate aggregate) {
    List<Accumulator> measurements = new ArrayList<>();
    for (int i = 0; i < random.nextInt(60); i++) {
      long value =
          aggregate == Aggregate.OCCUPANCY ? random.nextInt(-2, 3) : random.nextInt(1, 100_000);
      Instant at = START.plusMillis(random.nextInt(50));
      measurements.add(AccumulatorGroup.of(aggregate, at, value, 1, true));
    }
    return measurements;
  }

  private static Accumulator sum(List<Accumulator> parts) {
    return parts.stream().reduce(AccumulatorGroup.zero(), AccumulatorGroup::plus);
  }
}
