package io.sitehub.site.kpi;

/**
 * The bucket layout of HdrHistogram with 2 significant digits and a lowest discernible value of 1:
 * every value lies within 1% of every other value of its bucket. The range is all non-negative
 * longs. Values up to 255 have a bucket each; from there on each doubling of the value is divided
 * into 128 buckets.
 *
 * <p>Source of the layout: {@code org.HdrHistogram.AbstractHistogram}, version 2.2.2, which the
 * tests hold it against.
 */
public final class HistogramLayout {
  private static final int HALF_COUNT_BITS = 7;
  private static final int HALF_COUNT = 1 << HALF_COUNT_BITS;
  private static final long SUB_BUCKET_MASK = (2L << HALF_COUNT_BITS) - 1;
  private static final int LEADING_ZEROS_OF_FIRST_BUCKET = Long.numberOfLeadingZeros(255);

  private HistogramLayout() {}

  /**
   * The bucket of a value.
   *
   * @throws IllegalArgumentException if the value is negative
   */
  public static int indexOf(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("value must not be negative: " + value);
    }
    int bucket = LEADING_ZEROS_OF_FIRST_BUCKET - Long.numberOfLeadingZeros(value | SUB_BUCKET_MASK);
    int subBucket = (int) (value >>> bucket);
    return (bucket << HALF_COUNT_BITS) + subBucket;
  }

  /** The smallest value in a bucket. */
  public static long lowestValueAt(int index) {
    int bucket = bucketOf(index);
    return (long) (index - (bucket << HALF_COUNT_BITS)) << bucket;
  }

  /**
   * The greatest value in a bucket: what HdrHistogram answers for a percentile that falls in it.
   */
  public static long highestValueAt(int index) {
    return lowestValueAt(index) + (1L << bucketOf(index)) - 1;
  }

  private static int bucketOf(int index) {
    return index < 2 * HALF_COUNT ? 0 : (index >> HALF_COUNT_BITS) - 1;
  }
}
