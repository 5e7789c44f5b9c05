package io.sitehub.cli.drill.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.drill.invariant.Invariant;
import io.sitehub.cli.screen.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A drill beside the one before.
 *
 * @param report of this one
 * @param last the one before; empty when this is the first
 */
public record Against(DrillReport report, Optional<PastDrill> last) {

  /** The whole report for people: each fault, the usual of each against the last, invariants. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(report.lines());
    lines.add("");
    lines.add(
        last.map(past -> "Medians, in brackets the change since the drill of " + past.startedAt())
            .orElse("Medians; there is no earlier drill to compare with"));
    Table table = new Table("FAULT", "TIMES", "WRITING", "VISIBLE", "QUERY");
    for (Median median : report.medians()) {
      table.row(
          median.fault(),
          Integer.toString(median.runs()),
          cell(median, Recovery::writing),
          cell(median, Recovery::processing),
          cell(median, Recovery::queries));
    }
    lines.addAll(table.lines());
    lines.add("");
    for (Invariant invariant : Invariant.ALL) {
      long violations = report.violationsOf(invariant);
      lines.add(
          "%-26s %s"
              .formatted(
                  invariant.name(), violations == 0 ? "holds" : "VIOLATED " + violations + "x"));
    }
    lines.add("");
    lines.add(verdict());
    return lines;
  }

  /** The outcome in a sentence. */
  public String verdict() {
    return "%s: %,d events acknowledged, %d lost, %s counted twice, %d questions unanswered."
        .formatted(
            report.passed() ? "All invariants hold" : "NOT all invariants hold",
            report.total().acknowledged(),
            report.stored().lost(),
            report.stored().doubledText(),
            report.total().unanswered());
  }

  /** The report as JSON, with {@code last} when there is one: its start and its medians. */
  public ObjectNode toJson() {
    ObjectNode json = report.toJson();
    last.ifPresent(past -> {
      ObjectNode medians = JsonNodeFactory.instance.objectNode();
      past.medians()
          .forEach((fault, recovery) ->
              medians
                  .putObject(fault)
                  .put("writingMs", recovery.writing().toMillis())
                  .put("processingMs", recovery.processing().toMillis())
                  .put("queriesMs", recovery.queries().toMillis()));
      json.putObject("last").put("startedAt", past.startedAt().toString()).set("medians", medians);
    });
    return json;
  }

  /**
   * How much longer it took than the last time.
   *
   * @return empty when that fault was not done then
   */
  Optional<Duration> change(Median median, Function<Recovery, Duration> part) {
    return last.flatMap(past -> Optional.ofNullable(past.medians().get(median.fault())))
        .map(before -> part.apply(median.recovery()).minus(part.apply(before)));
  }

  private String cell(Median median, Function<Recovery, Duration> part) {
    return Recovery.seconds(part.apply(median.recovery()))
        + change(median, part).map(by -> " (" + signed(by) + ")").orElse("");
  }

  static String signed(Duration by) {
    return String.format(Locale.ROOT, "%+.2f s", by.toMillis() / 1e3);
  }
}
