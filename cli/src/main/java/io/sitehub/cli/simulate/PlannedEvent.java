package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.terminal.event.Event;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as its terminal makes it, once: every attempt to send it carries the same id.
 *
 * @param terminal that makes it
 * @param id unique for the terminal for ever
 * @param type full CloudEvents type
 * @param time when it happened, by the terminal's clock
 * @param visitId the visit it is about, or null
 * @param deviceseq its number in the terminal's gapless count, from 1
 * @param actor who did it, or null
 * @param data the payload, as JSON
 */
public record PlannedEvent(
    Terminal terminal,
    String id,
    String type,
    Instant time,
    @Nullable String visitId,
    long deviceseq,
    @Nullable String actor,
    ObjectNode data) {

  /** The event as a program at the terminal publishes it; its number is the journal's to give. */
  Event toEvent() {
    Event.Builder event = Event.of(type).id(id).time(time).data(data);
    if (visitId != null) {
      event.subject(visitId);
    }
    if (actor != null) {
      event.actor(actor);
    }
    return event.build();
  }

  /** The event in the JSON format of CloudEvents: one object, attributes and data. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("specversion", "1.0")
            .put("id", id)
            .put("source", terminal.source())
            .put("type", type)
            .put("time", time.toString())
            .put("siteid", terminal.siteId())
            .put("deviceseq", deviceseq);
    if (visitId != null) {
      json.put("subject", visitId);
    }
    if (actor != null) {
      json.put("actor", actor);
    }
    return json.put("datacontenttype", "application/json").set("data", data);
  }
}
