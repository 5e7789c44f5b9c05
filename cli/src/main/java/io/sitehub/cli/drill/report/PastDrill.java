package io.sitehub.cli.drill.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What of an earlier drill this one is compared with.
 *
 * @param startedAt when it was
 * @param medians by the label of the fault
 */
public record PastDrill(Instant startedAt, Map<String, Recovery> medians) {

  /** Copies the map. */
  public PastDrill {
    medians = Map.copyOf(medians);
  }

  /**
   * Reads what {@link DrillReport#toJson} wrote.
   *
   * @return empty when it is something else
   */
  public static Optional<PastDrill> of(JsonNode report) {
    try {
      Instant startedAt = Instant.parse(report.path("startedAt").asText());
      Map<String, Recovery> medians = new HashMap<>();
      for (JsonNode median : report.path("medians")) {
        medians.put(
            median.path("fault").asText(),
            new Recovery(
                Duration.ofMillis(median.path("writingMs").asLong()),
                Duration.ofMillis(median.path("processingMs").asLong()),
                Duration.ofMillis(median.path("queriesMs").asLong())));
      }
      return Optional.of(new PastDrill(startedAt, medians));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
