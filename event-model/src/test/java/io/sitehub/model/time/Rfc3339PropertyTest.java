package io.sitehub.model.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339PropertyTest {

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.sitehub.model.seed.Seeds#ten")
  void agreesWithTheJdk(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      // Given
      long second = random.nextLong(-62_167_132_800L, 253_402_214_400L);
      int[] units = {1_000_000_000, 1_000_000, 1_000, 1};
      int unit = units[random.nextInt(units.length)];
      Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000) / unit * unit);
      ZoneOffset offset = ZoneOffset.ofTotalSeconds((random.nextInt(37) - 18) * 3600);
      String local =
          DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(instant, offset));
      String padded =
          local.matches(".*T\\d\\d:\\d\\d[Z+-].*")
              ? local.replaceFirst("(T\\d\\d:\\d\\d)", "$1:00")
              : local;

      // When // Then
      assertThat(Rfc3339.format(instant)).isEqualTo(instant.toString());
      assertThat(Rfc3339.parse(instant.toString())).contains(instant);
      assertThat(Rfc3339.parse(padded)).as(padded).contains(instant);
      byte[] bytes = ("x" + padded + "x").getBytes(StandardCharsets.US_ASCII);
      assertThat(Rfc3339.parseMillis(bytes, 1, bytes.length - 2)).isEqualTo(instant.toEpochMilli());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-03-01",
        "2026-03-01T09:30Z",
        "2026-03-01T09:30:00",
        "2026-03-01 09:30:00Z",
        "2026-03-01T09:30:00.Z",
        "2026-03-01T09:30:00.1234567890Z",
        "2026-03-01T09:30:00.5",
        "2026-03-01T09:30:00+0100",
        "2026-03-01T09:30:00+01",
        "2026-03-01T09:30:00+24:00",
        "2026-03-01T09:30:00+01:60",
        "2026-03-01T09:30:00ZZ",
        "2026-03-01T09:30:60Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T09:60:00Z",
        "2026-02-29T09:30:00Z",
        "1900-02-29T09:30:00Z",
        "2026-04-31T09:30:00Z",
        "2026-13-01T09:30:00Z",
        "2026-00-01T09:30:00Z",
        "2026-01-00T09:30:00Z",
        "+026-01-01T09:30:00Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "２026-01-01T09:30:00Z"
      })
  void whatIsNoDateTimeIsRefused(String text) {
    assertThat(Rfc3339.parse(text)).isEmpty();
  }

  @Test
  void lettersMayBeSmallAndYearsExtreme() {
    assertThat(Rfc3339.parse("2026-03-01t09:30:00z"))
        .contains(Instant.parse("2026-03-01T09:30:00Z"));
    assertThat(Rfc3339.parse("2000-02-29T00:00:00Z"))
        .contains(Instant.parse("2000-02-29T00:00:00Z"));
    assertThat(Rfc3339.format(Instant.MAX)).isEqualTo(Instant.MAX.toString());
    assertThat(Rfc3339.format(Instant.MIN)).isEqualTo(Instant.MIN.toString());
  }
}
