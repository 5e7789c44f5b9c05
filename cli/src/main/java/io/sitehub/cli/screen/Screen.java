package io.sitehub.cli.screen;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;

/**
 * Where a command writes for a person. On a terminal, the last lines may be redrawn again and
 * again; elsewhere (a pipe, a log) only what stays is written.
 */
public final class Screen {
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String LINE_UP = "\u001b[1A";

  private final PrintWriter out;
  private final boolean interactive;
  private int drawn;
  private boolean silent;

  /**
   * @param interactive whether {@code out} is a terminal that understands ANSI sequences
   */
  public Screen(PrintWriter out, boolean interactive) {
    this.out = out;
    this.interactive = interactive;
  }

  /** A screen on this writer, interactive if the process has a terminal that can be. */
  public static Screen on(PrintWriter out) {
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new Screen(out, terminal && !"dumb".equals(System.getenv("TERM")));
  }

  /** Whether lines can be redrawn. */
  public boolean interactive() {
    return interactive;
  }

  /** Writes lines that stay, above whatever is redrawn. */
  public synchronized void print(String text) {
    if (silent) {
      return;
    }
    erase();
    out.println(text);
    out.flush();
  }

  /** Replaces the redrawn lines; does nothing where that cannot be. */
  public synchronized void redraw(List<String> lines) {
    if (!interactive || silent) {
      return;
    }
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < drawn; i++) {
      all.append(LINE_UP);
    }
    for (String line : lines) {
      all.append('\r').append(CLEAR_LINE).append(line).append('\n');
    }
    for (int i = lines.size(); i < drawn; i++) {
      all.append(CLEAR_LINE).append('\n');
    }
    for (int i = lines.size(); i < drawn; i++) {
      all.append(LINE_UP);
    }
    out.print(all);
    out.flush();
    drawn = lines.size();
  }

  /** Makes the redrawn lines stay where they are. */
  public synchronized void keep() {
    drawn = 0;
  }

  /**
   * Leaves what is on the screen and silences this one for good, so that whoever still writes to it
   * does not disturb the one who now has the word.
   *
   * @return the screen to go on with
   */
  public synchronized Screen takeOver() {
    keep();
    silent = true;
    return new Screen(out, interactive);
  }

  private void erase() {
    if (drawn > 0) {
      redraw(List.of());
    }
  }
}
