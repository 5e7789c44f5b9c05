package io.sitehub.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Follows how the values of a KPI are computed, and says when there is nothing to wait for. */
final class FillWatch {
  /** What comes of looking once more. */
  enum Verdict {
    /** They are all there. */
    THERE,
    /** Go on waiting. */
    WAIT,
    /** No processor has taken the definition in, for as long as one waits. */
    NOT_TAKEN_IN,
    /** They are being computed, but not one more visit was looked at for as long as one waits. */
    STANDS_STILL
  }

  private final int mostLooksInVain;
  private int looksInVain;
  private long furthest = -1;

  /**
   * A watch.
   *
   * @param mostLooksInVain how often one looks and finds nothing new before one gives up
   */
  FillWatch(int mostLooksInVain) {
    this.mostLooksInVain = mostLooksInVain;
  }

  /**
   * Looks.
   *
   * @param state of the KPI, as the API has it; null: processors do not have this definition, or
   *     nobody answers
   */
  Verdict look(@Nullable JsonNode state) {
    if (state == null) {
      return ++looksInVain > mostLooksInVain ? Verdict.NOT_TAKEN_IN : Verdict.WAIT;
    }
    if (state.path("phase").asText().equals("live")) {
      return Verdict.THERE;
    }
    long done = state.path("visitsDone").asLong();
    if (done > furthest) {
      furthest = done;
      looksInVain = 0;
      return Verdict.WAIT;
    }
    return ++looksInVain > mostLooksInVain ? Verdict.STANDS_STILL : Verdict.WAIT;
  }
}
