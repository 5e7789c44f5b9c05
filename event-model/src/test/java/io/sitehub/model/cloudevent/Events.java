package io.sitehub.model.cloudevent;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.event.GateEntered;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events to test with. */
final class Events {

  static final EventType GATE_ENTERED = EventType.of(GateEntered.class);

  private Events() {}

  /** With every attribute. */
  static EventAttributes full() {
    return new EventAttributes(
        new EventName("/sites/lyon-1/terminals/kiosk-2", "0198-é-1"),
        GATE_ENTERED,
        "lyon-1",
        "V-1",
        Instant.parse("2026-03-01T09:30:00.123456789Z"),
        42L,
        "operator-7",
        "0198-0",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  /** With the required attributes only. */
  static EventAttributes bare() {
    return new EventAttributes(
        new EventName("/t", "1"),
        GATE_ENTERED,
        "lyon-1",
        "V-1",
        Instant.parse("2026-03-01T09:30:00Z"),
        null,
        null,
        null,
        null);
  }

  static SiteEvent at(String time, String source, @Nullable Long deviceSeq, String id) {
    return new SiteEvent(
        new EventName(source, id),
        GATE_ENTERED,
        "lyon-1",
        "V-1",
        Instant.parse(time),
        deviceSeq,
        null,
        null,
        null,
        new GateEntered("G1"));
  }
}
