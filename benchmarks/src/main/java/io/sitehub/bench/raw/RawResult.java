package io.sitehub.bench.raw;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code org.apache.kafka.tools.ProducerPerformance} reports at its end.
 *
 * @param recordsPerSecond acknowledged records a second
 * @param p50Ms median latency, in milliseconds
 * @param p99Ms 99th percentile, in milliseconds
 */
public record RawResult(double recordsPerSecond, double p50Ms, double p99Ms) {
  private static final Pattern SUMMARY =
      Pattern.compile(
          "(\\d+)( steady state)? records sent, ([\\d.,]+) records/sec .*"
              + " (\\d+) ms 50th, (\\d+) ms 95th, (\\d+) ms 99th, .*");

  /**
   * Reads the last summary line.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static RawResult parse(List<String> output) {
    for (String line : output.reversed()) {
      Matcher matcher = SUMMARY.matcher(line.strip());
      if (matcher.matches()) {
        return new RawResult(
            Double.parseDouble(matcher.group(3).replace(',', '.')),
            Double.parseDouble(matcher.group(4)),
            Double.parseDouble(matcher.group(6)));
      }
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT, "no summary in %d lines: %s", output.size(), output));
  }
}
