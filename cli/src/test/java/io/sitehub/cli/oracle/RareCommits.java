package io.sitehub.cli.oracle;

import io.sitehub.processors.commit.BeforeCommit;
import java.util.Random;

/**
 * Commits as brokers see them: many records lie between two of them. The test driver commits after
 * each record; here most of that is not said to the stages, which loses nothing as long as they are
 * told before the driver ends.
 */
final class RareCommits extends BeforeCommit {
  /** So many records lie between two commits, on average. */
  private static final int RECORDS = 20;

  private final Random random;
  private boolean due;

  RareCommits(Random random) {
    this.random = random;
  }

  /** Has every commit be one from now on. */
  void always() {
    due = true;
  }

  @Override
  public void flushCache() {
    if (due || random.nextInt(RECORDS) == 0) {
      super.flushCache();
    }
  }
}
