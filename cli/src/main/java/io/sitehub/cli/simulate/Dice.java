package io.sitehub.cli.simulate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Seeded chance. {@link Random} and not a faster generator, because its sequence is laid down in
 * the Java specification: a seed means the same day on every machine.
 */
final class Dice {
  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  /** A die of its own for one purpose, so that one more throw here changes nothing there. */
  Dice split() {
    return new Dice(random.nextLong());
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform, both ends included. */
  int between(int low, int high) {
    return low + random.nextInt(high - low + 1);
  }

  /** Uniform, both ends included. */
  long betweenMs(long lowMs, long highMs) {
    return lowMs + (long) (random.nextDouble() * (highMs - lowMs + 1));
  }

  /** Around {@code meanMs} with a spread of a fifth; between half and one and a half of it. */
  long aroundMs(long meanMs) {
    double factor = 1 + random.nextGaussian() / 5;
    return (long) (meanMs * Math.max(0.5, Math.min(1.5, factor)));
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Exactly {@code round(share × n)} of {@code n} are true, at least one if {@code n > 0}. */
  List<Boolean> deck(int n, double share) {
    int marked = (int) Math.min(n, Math.max(1, Math.round(share * n)));
    List<Boolean> cards = new ArrayList<>(Collections.nCopies(n, false));
    Collections.fill(cards.subList(0, marked), true);
    Collections.shuffle(cards, random);
    return cards;
  }

  <T> void shuffle(List<T> list) {
    Collections.shuffle(list, random);
  }
}
