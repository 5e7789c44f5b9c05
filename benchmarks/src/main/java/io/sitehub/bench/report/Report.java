package io.sitehub.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * All rows of a run.
 *
 * @param conditions what the figures depend on: rounds, seconds, processors, Java version
 * @param rows in the order in which they were measured
 */
public record Report(List<String> conditions, List<Row> rows) {

  /** Copies the lists. */
  public Report {
    conditions = List.copyOf(conditions);
    rows = List.copyOf(rows);
  }

  /** A Markdown table a part. */
  public String toMarkdown() {
    StringBuilder text = new StringBuilder();
    text.append(conditions.stream().map(c -> "* " + c + "\n").collect(Collectors.joining()));
    SequencedSet<String> parts =
        rows.stream().map(Row::part).collect(Collectors.toCollection(LinkedHashSet::new));
    for (String part : parts) {
      List<Row> own = rows.stream().filter(row -> row.part().equals(part)).toList();
      text.append("\n### ").append(part).append("\n\n").append(table(own));
    }
    return text.toString();
  }

  private static String table(List<Row> rows) {
    List<String> columns =
        new ArrayList<>(
            rows.stream()
                .flatMap(row -> row.figures().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new)));
    StringBuilder text = new StringBuilder("| |");
    columns.forEach(column -> text.append(' ').append(column).append(" |"));
    text.append(" aim |\n|---|").append("---:|".repeat(columns.size())).append("---|\n");
    for (Row row : rows) {
      text.append("| ").append(row.name()).append(" |");
      for (String column : columns) {
        Double figure = row.figures().get(column);
        text.append(' ').append(figure == null ? "" : format(figure)).append(" |");
      }
      text.append(' ').append(row.target()).append(" |\n");
    }
    return text.toString();
  }

  /** Three significant digits are more than a benchmark knows. */
  private static String format(double figure) {
    if (figure >= 1_000) {
      return String.format(Locale.ROOT, "%,.0f", figure);
    }
    return String.format(
        Locale.ROOT, figure >= 100 ? "%.0f" : figure >= 10 ? "%.1f" : "%.2f", figure);
  }

  /** The same for scripts. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode told = json.putArray("conditions");
    conditions.forEach(told::add);
    ArrayNode all = json.putArray("rows");
    for (Row row : rows) {
      ObjectNode one =
          all.addObject().put("part", row.part()).put("name", row.name()).put("aim", row.target());
      ObjectNode figures = one.putObject("figures");
      new TreeMap<>(row.figures()).forEach(figures::put);
    }
    return json;
  }
}
