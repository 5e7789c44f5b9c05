package io.sitehub.model.seed;

import java.util.stream.LongStream;

/**
 * Seeds for property tests: fixed ones, so that a build means the same every time, or the one given
 * by {@code -Dsitehub.seed=N}. Tests name the seed in their display name, so a failure prints it.
 */
public final class Seeds {

  private Seeds() {}

  /** The seeds to try. */
  public static LongStream seeds(int count) {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? LongStream.range(0, count) : LongStream.of(given);
  }

  /** Ten seeds, for {@code @MethodSource}. */
  public static LongStream ten() {
    return seeds(10);
  }
}
