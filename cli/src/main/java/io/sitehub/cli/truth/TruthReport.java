package io.sitehub.cli.truth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check against the truth found.
 *
 * @param sites sites checked
 * @param visits visits compared, field by field
 * @param tickets tickets compared, field by field, with all their revisions
 * @param kpiValues KPI values compared, measure by measure
 * @param mismatches everything that is not as it must be
 * @param took how long it took, waiting for the state to catch up included
 */
public record TruthReport(
    int sites, int visits, int tickets, int kpiValues, List<Mismatch> mismatches, Duration took) {

  private static final int SHOWN = 40;

  /**
   * Something that is not as it must be.
   *
   * @param what such as {@code quarry-lyon-1 visit V-1 exitedAt}
   * @param expected what the plan says
   * @param actual what Sitehub answers
   */
  public record Mismatch(String what, String expected, String actual) {
    @Override
    public String toString() {
      return what + ": expected " + expected + ", was " + actual;
    }
  }

  /** Copies the list. */
  public TruthReport {
    mismatches = List.copyOf(mismatches);
  }

  /** Whether something was compared and everything was right. */
  public boolean passed() {
    return mismatches.isEmpty() && visits > 0;
  }

  /** For people: a line that says what was checked, and one for each mismatch, up to forty. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d visits, %d tickets and %d KPI values of %d sites compared with what truly happened"
                .formatted(
                    passed() ? "Truth check passed" : "Truth check FAILED",
                    visits,
                    tickets,
                    kpiValues,
                    sites)
            + (mismatches.isEmpty() ? "." : ", " + mismatches.size() + " mismatches:"));
    mismatches.stream().limit(SHOWN).forEach(mismatch -> lines.add("  " + mismatch));
    if (mismatches.size() > SHOWN) {
      lines.add("  and " + (mismatches.size() - SHOWN) + " more");
    }
    return lines;
  }
}
