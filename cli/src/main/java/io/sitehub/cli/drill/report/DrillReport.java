package io.sitehub.cli.drill.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.drill.evidence.LoggedEvent;
import io.sitehub.cli.drill.invariant.Invariant;
import io.sitehub.cli.drill.invariant.StateEqualsOracle;
import io.sitehub.cli.drill.invariant.Violation;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.screen.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out of a drill.
 *
 * @param plan what was planned
 * @param startedAt when the traffic began
 * @param endedAt when it had ended
 * @param total what users felt over all that time
 * @param stored what the log has of the events of all that time
 * @param rows what users felt of each fault, until the next one
 * @param skipped faults that were planned and could not be done, and why
 * @param violations whatever must not be and was
 */
public record DrillReport(
    FaultPlan plan,
    Instant startedAt,
    Instant endedAt,
    Impact total,
    Stored stored,
    List<Row> rows,
    List<String> skipped,
    List<Violation> violations) {

  /**
   * One fault.
   *
   * @param impact what users felt of it
   * @param stored what the log has of the events of that time
   */
  public record Row(FaultRun fault, Impact impact, Stored stored) {}

  /** Copies the lists. */
  public DrillReport {
    rows = List.copyOf(rows);
    skipped = List.copyOf(skipped);
    violations = List.copyOf(violations);
  }

  /**
   * Works out what each fault did.
   *
   * @param log all events in the end
   */
  public static DrillReport of(
      FaultPlan plan,
      Instant startedAt,
      Instant endedAt,
      List<FaultRun> faults,
      Ledger ledger,
      List<LoggedEvent> log,
      List<String> skipped,
      List<Violation> violations) {
    Stored.Log found =
        new Stored.Log(ledger, log, violations.stream().noneMatch(DrillReport::isOfState));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < faults.size(); i++) {
      Instant from = faults.get(i).injectedAt();
      Instant to = i + 1 < faults.size() ? faults.get(i + 1).injectedAt() : endedAt;
      rows.add(new Row(faults.get(i), Impact.of(ledger, from, to), found.between(from, to)));
    }
    return new DrillReport(
        plan,
        startedAt,
        endedAt,
        Impact.of(ledger, startedAt, endedAt),
        found.between(startedAt, endedAt),
        rows,
        skipped,
        violations);
  }

  private static boolean isOfState(Violation violation) {
    return violation.invariant().equals(StateEqualsOracle.class.getSimpleName());
  }

  /** The usual of each fault. */
  public List<Median> medians() {
    return Median.of(rows);
  }

  /** How often an invariant was violated; 0 when it holds. */
  public long violationsOf(Invariant invariant) {
    return violations.stream().filter(each -> each.invariant().equals(invariant.name())).count();
  }

  /** Whether nothing was violated. */
  public boolean passed() {
    return violations.isEmpty();
  }

  /** As lines for people: a table of all faults, and what is wrong. */
  public List<String> lines() {
    Table table =
        new Table(
            "FAULT", "TARGET", "SENT", "ACKED", "FAILED", "UNKNOWN", "LOST", "DOUBLED", "WRITING",
            "VISIBLE", "QUERY", "WELL");
    for (Row row : rows) {
      add(
          table,
          row.fault().planned().kind().label(),
          row.fault().target(),
          row.impact(),
          row.stored(),
          well(row.fault()));
    }
    add(table, "all", "", total, stored, "");
    List<String> lines = new ArrayList<>(table.lines());
    skipped.forEach(each -> lines.add("not done: " + each));
    violations.forEach(violation -> lines.add("VIOLATED " + violation));
    return lines;
  }

  /** From the fault until all of that role was well. */
  static String well(FaultRun run) {
    return run.wellAt()
        .map(at -> Recovery.seconds(Duration.between(run.injectedAt(), at)))
        .orElse("never");
  }

  private static void add(
      Table table, String fault, String target, Impact impact, Stored stored, String well) {
    table.row(
        fault,
        target.substring(target.lastIndexOf('/') + 1),
        Long.toString(impact.sent()),
        Long.toString(impact.acknowledged()),
        Long.toString(impact.failed()),
        Long.toString(impact.unknown()),
        Long.toString(stored.lost()),
        stored.doubledText(),
        Recovery.seconds(impact.writing()),
        Recovery.seconds(impact.processing()),
        Recovery.seconds(impact.queries()),
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
    json.set("total", json(total, stored));
    ArrayNode faults = json.putArray("faults");
    for (Row row : rows) {
      ObjectNode fault = json(row.impact(), row.stored());
      fault
          .put("fault", row.fault().planned().text())
          .put("target", row.fault().target())
          .put("injectedAt", row.fault().injectedAt().toString())
          .put("healedAt", row.fault().healedAt().toString());
      row.fault().wellAt().ifPresent(at -> fault.put("wellAt", at.toString()));
      faults.add(fault);
    }
    ArrayNode usual = json.putArray("medians");
    for (Median median : medians()) {
      usual
          .addObject()
          .put("fault", median.fault())
          .put("runs", median.runs())
          .put("writingMs", median.recovery().writing().toMillis())
          .put("processingMs", median.recovery().processing().toMillis())
          .put("queriesMs", median.recovery().queries().toMillis());
    }
    ArrayNode held = json.putArray("invariants");
    for (Invariant invariant : Invariant.ALL) {
      held.addObject()
          .put("invariant", invariant.name())
          .put("violations", violationsOf(invariant));
    }
    ArrayNode left = json.putArray("skipped");
    skipped.forEach(left::add);
    ArrayNode wrong = json.putArray("violations");
    violations.forEach(violation ->
        wrong.addObject().put("invariant", violation.invariant()).put("what", violation.what()));
    return json;
  }

  private static ObjectNode json(Impact impact, Stored stored) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    stored
        .doubled()
        .ifPresentOrElse(count -> json.put("doubled", count), () -> json.putNull("doubled"));
    return json.put("lost", stored.lost())
        .put("repeated", stored.repeated())
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
}
