package io.sitehub.site.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.state.SiteConfig;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteHistoryTest {
  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant JUNE = Instant.parse("2026-06-01T00:00:00Z");

  @Test
  void aVersionHoldsFromItsStartUntilTheNext() {
    // Given
    SiteHistory history =
        SiteHistory.of("lyon-1", List.of(freeTime(JUNE, 90), freeTime(MARCH, 60)));
    // Then
    assertThat(history.at(MARCH.minusMillis(1)).getFreeTimeMinutes()).isEqualTo(120);
    assertThat(history.at(MARCH).getFreeTimeMinutes()).isEqualTo(60);
    assertThat(history.at(JUNE.minusMillis(1)).getFreeTimeMinutes()).isEqualTo(60);
    assertThat(history.at(JUNE).getFreeTimeMinutes()).isEqualTo(90);
  }

  @Test
  void theZoneOfTheLatestVersionHoldsForAllOfTime() {
    SiteConfig later = freeTime(JUNE, 90);
    later.setZone("Europe/Paris");
    assertThat(SiteHistory.of("lyon-1", List.of(later, freeTime(MARCH, 60))).zone())
        .isEqualTo(ZoneId.of("Europe/Paris"));
    assertThat(SiteHistory.unconfigured("lyon-1").zone()).isEqualTo(ZoneId.of("UTC"));
  }

  private static SiteConfig freeTime(Instant validFrom, int minutes) {
    SiteConfig config = SiteHistory.defaults("lyon-1");
    config.setValidFrom(validFrom);
    config.setFreeTimeMinutes(minutes);
    return config;
  }
}
