package io.sitehub.cli.command;

import io.sitehub.cli.drive.TruckDay;
import io.sitehub.cli.truth.TruthReport;
import java.time.LocalDate;
import java.util.List;

/**
 * What {@code demo --json} and {@code simulate --json} say of a day.
 *
 * @param passed whether every event was acknowledged and nothing differs from the truth
 * @param events in the plan
 * @param acknowledged of them
 * @param retries requests sent again because their outcome was unknown
 * @param refused events refused as wrong
 * @param visits compared
 * @param tickets compared
 * @param kpiValues compared
 * @param mismatches everything that differs
 */
record DriveReport(
    boolean passed,
    long events,
    long acknowledged,
    long retries,
    long refused,
    int visits,
    int tickets,
    int kpiValues,
    List<TruthReport.Mismatch> mismatches) {

  /** How to ask for what was just driven. */
  static List<String> questions(SiteOptions options, LocalDate day) {
    return List.of(
        "Ask for it:",
        "  " + options.command("visits --day " + day),
        "  " + options.command("kpis --from %s --to %s".formatted(day, day)));
  }

  static DriveReport of(TruckDay.Outcome outcome) {
    return new DriveReport(
        outcome.good(),
        outcome.published().progress().events(),
        outcome.published().progress().acknowledged(),
        outcome.published().progress().retries(),
        outcome.published().progress().refused(),
        outcome.truth().visits(),
        outcome.truth().tickets(),
        outcome.truth().kpiValues(),
        outcome.truth().mismatches());
  }
}
