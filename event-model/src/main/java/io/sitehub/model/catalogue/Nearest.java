package io.sitehub.model.catalogue;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody may have meant by a name that does not exist. */
public final class Nearest {

  private static final int LONGEST = 64;

  private Nearest() {}

  /**
   * The candidate with the fewest single-character edits from {@code wanted}, letter case counting
   * little, if that is at most a third of its length. Names longer than 64 characters mean nothing.
   */
  public static Optional<String> to(String wanted, Collection<String> candidates) {
    if (wanted.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int bestEdits = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = wanted.equalsIgnoreCase(candidate) ? 0 : edits(wanted, candidate);
      if (edits < bestEdits && edits <= Math.max(1, candidate.length() / 3)) {
        best = candidate;
        bestEdits = edits;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein distance. */
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
