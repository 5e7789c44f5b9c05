package io.sitehub.cli.drill.report;

import io.sitehub.cli.drill.report.DrillReport.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The usual of one fault that was done several times.
 *
 * @param fault its {@linkplain FaultRun#label() label}
 * @param runs how often it was done
 * @param recovery medians
 */
public record Median(String fault, int runs, Recovery recovery) {

  /** One for each fault, by name. */
  static List<Median> of(List<Row> rows) {
    Map<String, List<Recovery>> byFault = new TreeMap<>();
    for (Row row : rows) {
      byFault
          .computeIfAbsent(row.fault().label(), label -> new ArrayList<>())
          .add(row.impact().recovery());
    }
    return byFault.entrySet().stream()
        .map(each ->
            new Median(each.getKey(), each.getValue().size(), Recovery.median(each.getValue())))
        .toList();
  }
}
