package io.sitehub.model.cloudevent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventOrderTest {

  @Test
  void timeThenSourceThenSequenceThenId() {
    // Given
    List<SiteEvent> ordered =
        List.of(
            Events.at("2026-03-01T09:00:00Z", "/z", 9L, "z"),
            Events.at("2026-03-01T09:00:00.000000001Z", "/a", null, "b"),
            Events.at("2026-03-01T09:00:00.000000001Z", "/a", 0L, "a"),
            Events.at("2026-03-01T09:00:00.000000001Z", "/a", 2L, "a"),
            Events.at("2026-03-01T09:00:00.000000001Z", "/a", 10L, "a"),
            Events.at("2026-03-01T09:00:00.000000001Z", "/a", 10L, "b"),
            Events.at("2026-03-01T09:00:00.000000001Z", "/b", null, "a"));
    Random random = new Random(7);

    for (int i = 0; i < 50; i++) {
      // When
      List<SiteEvent> shuffled = new ArrayList<>(ordered);
      Collections.shuffle(shuffled, random);
      shuffled.sort(EventOrder.INSTANCE);

      // Then
      assertThat(shuffled).isEqualTo(ordered);
    }
  }

  @Test
  void anEventIsTakenApartAndPutTogether() {
    // Given
    SiteEvent event = SiteEvent.of(Events.full(), new GateEntered("G1"));

    // When
    SiteEvent changed = event.with(Instant.EPOCH, new GateExited("G2"));

    // Then
    assertThat(event.attributes()).isEqualTo(Events.full());
    assertThat(changed.name()).isEqualTo(event.name());
    assertThat(changed.type().shortName()).isEqualTo("gate.exited");
    assertThat(changed.time()).isEqualTo(Instant.EPOCH);
    assertThatThrownBy(() -> SiteEvent.of(Events.full(), new GateExited("G")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
