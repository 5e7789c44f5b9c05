package io.sitehub.bench.measure;

import java.io.PrintStream;
import java.util.Locale;

/** Says what a benchmark is at; results are printed by the report. */
public final class Progress {
  private final PrintStream out;

  /**
   * @param out where it is said
   */
  public Progress(PrintStream out) {
    this.out = out;
  }

  /** One line, as {@link String#format}. */
  public void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }
}
