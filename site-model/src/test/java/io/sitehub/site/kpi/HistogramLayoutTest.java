package io.sitehub.site.kpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** Holds the layout against HdrHistogram itself. */
class HistogramLayoutTest {
  private final Histogram peer = new Histogram(Long.MAX_VALUE, 2);

  @Test
  void everyValueSharesItsBucketWithTheSameValuesAsInHdrHistogram() {
    LongStream small = LongStream.range(0, 100_000);
    LongStream edges =
        LongStream.range(0, 63)
            .flatMap(bit -> LongStream.rangeClosed(-3, 3).map(d -> (1L << bit) + d));
    LongStream random = new Random(7).longs(100_000, 0, Long.MAX_VALUE);
    LongStream scaled = new Random(8).longs(100_000, 0, Long.MAX_VALUE).map(v -> v >>> (v & 63));
    LongStream.concat(LongStream.concat(small, edges), LongStream.concat(random, scaled))
        .filter(value -> value >= 0)
        .forEach(value -> {
          int index = HistogramLayout.indexOf(value);
          assertThat(HistogramLayout.lowestValueAt(index))
              .as("lowest of %s", value)
              .isEqualTo(peer.lowestEquivalentValue(value));
          assertThat(HistogramLayout.highestValueAt(index))
              .as("highest of %s", value)
              .isEqualTo(peer.highestEquivalentValue(value));
        });
  }

  @Test
  void theGreatestLongHasTheLastBucket() {
    int last = HistogramLayout.indexOf(Long.MAX_VALUE);
    assertThat(HistogramLayout.highestValueAt(last)).isEqualTo(Long.MAX_VALUE);
    assertThat(peer.highestEquivalentValue(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void bucketsFollowEachOtherWithoutGap() {
    long next = 0;
    for (int index = 0; index <= HistogramLayout.indexOf(Long.MAX_VALUE); index++) {
      assertThat(HistogramLayout.lowestValueAt(index)).isEqualTo(next);
      next = HistogramLayout.highestValueAt(index) + 1;
    }
  }

  @Test
  void aNegativeValueIsRefused() {
    assertThatThrownBy(() -> HistogramLayout.indexOf(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }
}
