package io.sitehub.processors.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.processors.state.StoredEvent;
import io.sitehub.processors.visit.EventFate;
import io.sitehub.processors.visit.ReplacementReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a visit in the order in which they happened, each as it was sent, with where it
 * lies in the log and what corrections made of it.
 */
record Timeline(int partition, List<StoredEvent> events, Map<EventName, EventFate> fates) {

  static Timeline of(int partition, List<StoredEvent> events, ReplacementReader replacements) {
    return new Timeline(
        partition,
        events,
        EventFate.of(events.stream().map(StoredEvent::event).toList(), replacements));
  }

  void write(JsonGenerator to) throws IOException {
    to.writeArrayFieldStart("timeline");
    for (StoredEvent stored : events) {
      write(stored, to);
    }
    to.writeEndArray();
  }

  private void write(StoredEvent stored, JsonGenerator to) throws IOException {
    SiteEvent event = stored.event();
    to.writeStartObject();
    to.writeStringField("type", event.type().name());
    to.writeStringField("time", Rfc3339.format(event.time()));
    to.writeStringField("source", event.name().source());
    to.writeStringField("id", event.name().id());
    writeIfPresent("subject", event.subject(), to);
    writeIfPresent("actor", event.actor(), to);
    Long deviceSeq = event.deviceSeq();
    if (deviceSeq != null) {
      to.writeNumberField("deviceSeq", deviceSeq);
    }
    writeIfPresent("causationId", event.causationId(), to);
    EventFate fate = fates.getOrDefault(event.name(), EventFate.STANDS);
    to.writeStringField("fate", fate.name().toLowerCase(Locale.ROOT));
    to.writeNumberField("partition", partition);
    to.writeNumberField("offset", stored.offset());
    to.writeStringField("recordedAt", Rfc3339.format(stored.recordedAt()));
    Json.object(to, "data", event.data());
    to.writeEndObject();
  }

  private static void writeIfPresent(String name, @Nullable String value, JsonGenerator to)
      throws IOException {
    if (value != null) {
      to.writeStringField(name, value);
    }
  }
}
