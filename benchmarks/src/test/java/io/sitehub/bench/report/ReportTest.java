package io.sitehub.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void aMedianIsTheMiddleOne() {
    assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
    assertThat(Median.of(List.of(4.0, 1.0))).isEqualTo(2.5);
    assertThatThrownBy(() -> Median.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRowIsTheMedianOfEachFigureByItself() {
    Row row =
        Row.median(
            "gateway",
            "64 connections",
            List.of(
                Map.of("events/s", 5_000.0, "p99 ms", 30.0),
                Map.of("events/s", 7_000.0, "p99 ms", 10.0),
                Map.of("events/s", 6_000.0, "p99 ms", 20.0)),
            "");
    assertThat(row.figures()).isEqualTo(Map.of("events/s", 6_000.0, "p99 ms", 20.0));
  }

  @Test
  void tablesHaveAColumnForEachFigureOfTheirPart() {
    // Given
    Report report =
        new Report(
            List.of("3 rounds"),
            List.of(
                new Row(
                    "gateway",
                    "64 connections",
                    Map.of("events/s", 6_123.4, "% of raw", 6.78),
                    "≥ 6%"),
                new Row("gateway", "raw", Map.of("events/s", 93_000.0), ""),
                new Row("query", "one visit", Map.of("p99 ms", 12.34), "")));

    // Then
    assertThat(report.toMarkdown())
        .isEqualTo(
            """
            * 3 rounds

            ### gateway

            | | % of raw | events/s | aim |
            |---|---:|---:|---|
            | 64 connections | 6.78 | 6,123 | ≥ 6% |
            | raw |  | 93,000 |  |

            ### query

            | | p99 ms | aim |
            |---|---:|---|
            | one visit | 12.3 |  |
            """);
    assertThat(report.toJson().at("/rows/0/figures/events~1s").asDouble()).isEqualTo(6_123.4);
    assertThat(report.toJson().at("/conditions/0").asText()).isEqualTo("3 rounds");
  }
}
