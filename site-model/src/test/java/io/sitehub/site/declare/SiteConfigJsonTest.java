package io.sitehub.site.declare;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.json.Violation;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.declare.SiteConfigJson.ConfigRead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteConfigJsonTest {
  private static final Instant NOW = Instant.parse("2026-11-23T11:00:00.123456Z");

  @ParameterizedTest
  @ValueSource(strings = {"{}", " { } ", "{\"validFrom\":null}", "{\"siteId\":\"lyon-1\"}"})
  void whatIsLeftOutHasItsDefaultAndHoldsFromNowOn(String json) {
    assertThat(valid(json))
        .isEqualTo(
            SiteConfig.newBuilder(SiteHistory.defaults("lyon-1"))
                .setValidFrom(Instant.parse("2026-11-23T11:00:00.123Z"))
                .build());
  }

  @Test
  void whatIsWrittenIsRead() {
    // Given
    String json =
        """
        {"zone": "Europe/Paris", "validFrom": "2026-01-01T00:00:00+01:00",
         "scales": [{"id": "scale-1", "maxKg": 60000}],
         "openingHours": [{"days": ["monday", "friday"], "from": "06:00", "to": "24:00"}],
         "closedDates": ["2026-12-25"],
         "shifts": [{"name": "night", "days": ["sunday"], "from": "22:00", "to": "06:00"},
                    {"name": "early", "days": ["monday"], "from": "06:00", "to": "14:00"}],
         "freeTimeMinutes": 90,
         "targets": [{"kpi": "turnaround", "measure": "p90", "atMost": 45.5}]}
        """;
    // When
    SiteConfig config = valid(json);
    // Then
    assertThat(AvroToJson.text(config))
        .contains("\"siteId\":\"lyon-1\"", "\"validFrom\":\"2025-12-31T23:00:00Z\"", "45.5");
    assertThat(valid(AvroToJson.text(config))).as("and shown, it is read again").isEqualTo(config);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"siteId": "porto"}                               | /siteId | consistent | leave it out
          {"validFrom": "9999-01-01T00:00:00Z"}             | /validFrom | date-time | 2999
          {"validFrom": "soon"}                             | /validFrom | date-time | RFC 3339
          {"zone": "Europe/Pariss"}                         | /zone | zone | did you mean Europe/Paris?
          {"zone": "europe/paris"}                          | /zone | zone | did you mean Europe/Paris?
          {"zone": "new york"}                              | /zone | zone | did you mean America/New_York?
          {"zone": "+01:00"}                                | /zone | zone | such as Europe/Paris
          {"lanes": [{"id": "a"}, {"id": "a"}]}             | /lanes/1/id | unique | /lanes/0
          {"scales": [{"id": "a"}, {"id": "a"}]}            | /scales/1/id | unique | /scales/0
          {"stations": [{"id": "a"}, {"id": "a"}]}          | /stations/1/id | unique | /stations/0
          {"closedDates": ["2026-02-29"]}                   | /closedDates/0 | date | no 2026-02-29
          {"closedDates": ["2026-02-28", "2026-02-28"]}     | /closedDates/1 | unique | /closedDates/0
          {"closedDates": ["tomorrow"]}                     | /closedDates/0 | pattern | match
          {"grossLimits": [{"axles": 5, "maxKg": 44000}, {"axles": 5, "maxKg": 40000}]} | /grossLimits/1/axles | unique | /grossLimits/0
          {"targets": [{"kpi": "turnaround", "measure": "p91", "atMost": 1}]} | /targets/0/measure | enum | it has mean, p50, p90, p95
          {"targets": [{"kpi": "turnaround", "measure": "p90"}]} | /targets/0 | consistent | atMost or atLeast
          {"targets": [{"kpi": "own", "measure": "x", "atMost": 1, "atLeast": 2}]} | /targets/0/atLeast | consistent | atMost
          {"targets": [{"kpi": "own", "measure": "x", "atMost": 1}, {"kpi": "own", "measure": "x", "atMost": 1}]} | /targets/1 | unique | /targets/0
          {"openingHours": [{"days": [], "from": "06:00", "to": "14:00"}]} | /openingHours/0/days | min-items | at least one
          {"openingHours": [{"days": ["monday", "monday"], "from": "06:00", "to": "14:00"}]} | /openingHours/0/days/1 | unique | twice
          {"openingHours": [{"days": ["unspecified"], "from": "06:00", "to": "14:00"}]} | /openingHours/0/days/0 | enum | monday
          {"shifts": [{"name": "a", "days": ["monday"], "from": "06:10", "to": "14:00"}]} | /shifts/0/from | pattern | match
          {"shifts": [{"name": "a", "days": ["monday"], "from": "06:00", "to": "14:00"}, {"name": "a", "days": ["monday"], "from": "14:00", "to": "22:00"}]} | /shifts/1/name | unique | /shifts/0
          {"shifts": [{"name": "a", "days": ["monday"], "from": "06:00", "to": "14:00"}, {"name": "b", "days": ["monday"], "from": "13:45", "to": "22:00"}]} | /shifts/1 | consistent | monday overlaps /shifts/0, 'a'
          {"shifts": [{"name": "a", "days": ["sunday"], "from": "22:00", "to": "06:00"}, {"name": "b", "days": ["monday"], "from": "05:00", "to": "07:00"}]} | /shifts/1 | consistent | monday
          {"freeTimeMinutes": -1}                           | /freeTimeMinutes | minimum | 0
          {"freeTimeMinuts": 1}                             | /freeTimeMinuts | unknown-field | freeTimeMinutes
          {"scales": [{"id": "a", "maxKg": "60000"}]}       | /scales/0/maxKg | type | number
          []                                                | '' | type | object
          {"zone":                                          | '' | json | not JSON
          """)
  void whatIsWrongIsNamedWithWhereAndWhatIsAllowed(
      String json, String pointer, String rule, String detail) {
    assertThat(invalid(json))
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.pointer()).isEqualTo(pointer);
          assertThat(violation.rule().code()).isEqualTo(rule);
          assertThat(violation.detail()).contains(detail);
        });
  }

  @Test
  void everythingIsToldAtOnce() {
    assertThat(
            invalid(
                """
                {"zone": "Mars/Olympus", "slotToleranceMinutes": "15",
                 "scales": [{"id": "a"}, {"id": "a", "weight": 1}],
                 "closedDates": ["2026-13-01"]}
                """))
        .extracting(Violation::pointer)
        .containsExactlyInAnyOrder(
            "/zone", "/slotToleranceMinutes", "/scales/1/id", "/scales/1/weight", "/closedDates/0");
  }

  @Test
  void shiftsThatFollowEachOtherAllWeekDoNotOverlap() {
    String days =
        "[\"monday\",\"tuesday\",\"wednesday\",\"thursday\",\"friday\",\"saturday\",\"sunday\"]";
    valid(
        """
        {"shifts": [{"name": "early", "days": %1$s, "from": "06:00", "to": "14:00"},
                    {"name": "late", "days": %1$s, "from": "14:00", "to": "22:00"},
                    {"name": "night", "days": %1$s, "from": "22:00", "to": "06:00"}]}
        """
            .formatted(days));
  }

  private static SiteConfig valid(String json) {
    ConfigRead read = SiteConfigJson.read(json.getBytes(StandardCharsets.UTF_8), "lyon-1", NOW);
    assertThat(read).isInstanceOf(ConfigRead.Valid.class);
    return ((ConfigRead.Valid) read).config();
  }

  private static List<Violation> invalid(String json) {
    ConfigRead read = SiteConfigJson.read(json.getBytes(StandardCharsets.UTF_8), "lyon-1", NOW);
    assertThat(read).isInstanceOf(ConfigRead.Invalid.class);
    return ((ConfigRead.Invalid) read).violations();
  }
}
