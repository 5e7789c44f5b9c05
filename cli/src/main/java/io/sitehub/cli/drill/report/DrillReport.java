package io.sitehub.cli.drill.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.drill.invariant.Violation;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.plan.FaultPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came out of a drill.
 *
 * @param plan what was planned
 * @param startedAt when the traffic began
 * @param endedAt when it had ended
 * @param total what users felt over all that time
 * @param rows what users felt of each fault, until the next one
 * @param skipped faults that were planned and could not be done, and why
 * @param violations whatever must not be and was
 */
public record DrillReport(
    FaultPlan plan,
    Instant startedAt,
    Instant endedAt,
    Impact total,
    List<Row> rows,
    List<String> skipped,
    List<Violation> violations) {

  /** What users felt of one fault. */
  public record Row(FaultRun fault, Impact impact) {}

  /** Copies the lists. */
  public DrillReport {
    rows = List.copyOf(rows);
    skipped = List.copyOf(skipped);
    violations = List.copyOf(violations);
  }

  /** Works out what each fault did. */
  public static DrillReport of(
      FaultPlan plan,
      Instant startedAt,
      Instant endedAt,
      List<FaultRun> faults,
      Ledger ledger,
      List<String> skipped,
      List<Violation> violations) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      Instant from = faults.get(i).injectedAt();
      Instant to = i + 1 < faults.size() ? faults.get(i + 1).injectedAt() : endedAt;
      rows.add(new Row(faults.get(i), Impact.of(ledger, from, to)));
    }
    return new DrillReport(
        plan, startedAt, endedAt, Impact.of(ledger, startedAt, endedAt), rows, skipped, violations);
  }

  /** Whether nothing was violated. */
  public boolean passed() {
    return violations.isEmpty();
  }

  /** As lines for people. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%-19s %-13s %6s %6s %6s %6s %8s %8s %8s %8s"
            .formatted(
                "FAULT", "TARGET", "SENT", "ACKED", "FAILED", "UNKNWN", "WRITING", "VISIBLE",
                "QUERY", "WELL"));
    for (Row row : rows) {
      String well =
          row.fault()
              .wellAt()
              .map(at -> seconds(Duration.between(row.fault().injectedAt(), at)))
              .orElse("never");
      lines.add(
          line(row.fault().planned().kind().label(), row.fault().target(), row.impact(), well));
    }
    lines.add(line("all", "", total, ""));
    skipped.forEach(each -> lines.add("not done: " + each));
    violations.forEach(violation -> lines.add("VIOLATED " + violation));
    return lines;
  }

  private static String line(String fault, String target, Impact impact, String well) {
    String shown = target.length() > 13 ? target.substring(target.length() - 13) : target;
    return "%-19s %-13s %6d %6d %6d %6d %8s %8s %8s %8s"
        .formatted(
            fault,
            shown,
            impact.sent(),
            impact.acknowledged(),
            impact.failed(),
            impact.unknown(),
            seconds(impact.writing()),
            seconds(impact.processing()),
            seconds(impact.queries()),
            well);
  }

  /** As JSON; durations in milliseconds. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("seed", plan.seed())
            .put("plan", plan.text())
            .put("startedAt", startedAt.toString())
            .put("endedAt", endedAt.toString())
            .put("passed", passed());
    json.set("total", json(total));
    ArrayNode faults = json.putArray("faults");
    for (Row row : rows) {
      ObjectNode fault = json(row.impact());
      fault
          .put("fault", row.fault().planned().text())
          .put("target", row.fault().target())
          .put("injectedAt", row.fault().injectedAt().toString())
          .put("healedAt", row.fault().healedAt().toString());
      row.fault().wellAt().ifPresent(at -> fault.put("wellAt", at.toString()));
      faults.add(fault);
    }
    ArrayNode left = json.putArray("skipped");
    skipped.forEach(left::add);
    ArrayNode wrong = json.putArray("violations");
    violations.forEach(violation ->
        wrong.addObject().put("invariant", violation.invariant()).put("what", violation.what()));
    return json;
  }

  private static ObjectNode json(Impact impact) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sent", impact.sent())
        .put("acknowledged", impact.acknowledged())
        .put("failed", impact.failed())
        .put("unknown", impact.unknown())
        .put("writingMs", impact.writing().toMillis())
        .put("processingMs", impact.processing().toMillis())
        .put("queriesMs", impact.queries().toMillis())
        .put("unanswered", impact.unanswered())
        .put("stalenessMs", impact.staleness().toMillis());
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1e3);
  }
}
