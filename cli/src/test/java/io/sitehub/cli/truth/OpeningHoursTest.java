package io.sitehub.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hours open on a day in Paris, worked out by hand from {@code docs/configuration.md}. */
class OpeningHoursTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({
    "'no hours: always', '', '', 2026-11-23, 24",
    "'the clocks put back', '', '', 2026-10-25, 25",
    "'the clocks put forward', '', '', 2026-03-29, 23",
    "'no hours, closed', '', 2026-11-23, 2026-11-23, 0",
    "'a Monday', 'monday 06:00 20:00', '', 2026-11-23, 14",
    "'a Tuesday without', 'monday 06:00 20:00', '', 2026-11-24, 0",
    "'overlap counts once', 'monday 06:00 12:00,monday 10:00 14:30', '', 2026-11-23, 8.5",
    "'until midnight', 'monday 18:00 24:00', '', 2026-11-23, 6",
    "'until midnight, the day after', 'monday 18:00 24:00', '', 2026-11-24, 0",
    "'over midnight, the day after', 'monday 22:00 06:00', '', 2026-11-24, 6",
    "'24 hours, the day after', 'monday 05:00 05:00', '', 2026-11-24, 5",
    "'closed, but open from before', 'monday 22:00 06:00', 2026-11-24, 2026-11-24, 6",
    "'a skipped time is the change', 'sunday 02:30 05:00', '', 2026-03-29, 2",
    "'of a time that comes twice the first', 'sunday 02:30 05:00', '', 2026-10-25, 3.5",
  })
  void openHours(String what, String spans, String closed, LocalDate day, double hours)
      throws IOException {
    // Given
    OpeningHours opening =
        OpeningHours.of(PARIS, new ObjectMapper().readTree(config(spans, closed)));

    // When
    long openMs = Window.of(day, PARIS, ChronoUnit.HOURS).stream().mapToLong(opening::openMs).sum();

    // Then
    assertThat(openMs / 3_600_000.0).as(what).isEqualTo(hours);
  }

  private static String config(String spans, String closed) {
    StringBuilder config = new StringBuilder("{\"openingHours\": [");
    for (String span : spans.isEmpty() ? new String[0] : spans.split(",", -1)) {
      String[] words = span.split(" ", -1);
      config
          .append(config.toString().endsWith("[") ? "" : ",")
          .append(
              "{\"days\": [\"%s\"], \"from\": \"%s\", \"to\": \"%s\"}"
                  .formatted(words[0], words[1], words[2]));
    }
    config.append("], \"closedDates\": [");
    return config.append(closed.isEmpty() ? "" : '"' + closed + '"').append("]}").toString();
  }
}
