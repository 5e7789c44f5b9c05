package io.sitehub.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell. Numbers are set to the right. */
public final class Table {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public Table(String... headings) {
    this.headings = List.of(headings);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException unless there is a cell for each heading
   */
  public Table row(String... cells) {
    if (cells.length != headings.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells for " + headings.size() + " headings");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** Whether it has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines of the table, headings first, without trailing blanks. */
  public List<String> lines() {
    int[] widths = new int[headings.size()];
    boolean[] numeric = new boolean[headings.size()];
    Arrays.fill(numeric, true);
    for (int column = 0; column < widths.length; column++) {
      widths[column] = headings.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
        numeric[column] &= isNumber(row.get(column));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths, numeric));
    rows.forEach(row -> lines.add(line(row, widths, numeric)));
    return lines;
  }

  @Override
  public String toString() {
    return String.join(System.lineSeparator(), lines());
  }

  private static String line(List<String> cells, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(widths[column] - cell.length());
      line.append(column == 0 ? "" : GAP).append(numeric[column] ? blanks + cell : cell + blanks);
    }
    return line.toString().stripTrailing();
  }

  private static boolean isNumber(String cell) {
    return cell.isEmpty() || cell.matches("[-+]?[0-9][0-9.,]*( ?[a-z%]{1,4})?");
  }
}
