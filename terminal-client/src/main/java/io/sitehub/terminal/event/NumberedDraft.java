package io.sitehub.terminal.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An {@link Event} of a device: gets an id if it has none, and the device's next number. */
public final class NumberedDraft implements Draft {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String DEVICE_SEQ = "deviceseq";
  private static final String TIME = "time";

  private final EventName name;
  private final boolean timeGiven;
  private final ObjectNode cloudEvent;

  /**
   * @param source the device
   * @param siteId the device's site
   * @param now taken for its time if it has none
   */
  public NumberedDraft(Event event, String source, String siteId, Instant now) {
    String id = event.id();
    this.name = new EventName(source, id == null ? UUID.randomUUID().toString() : id);
    Instant time = event.time();
    this.timeGiven = time != null;
    this.cloudEvent =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("id", name.id())
            .put("source", source)
            .put("type", event.type())
            .put(TIME, (time == null ? now : time).toString());
    String site = event.siteId();
    put("siteid", site == null ? siteId : site);
    put("subject", event.subject());
    put("actor", event.actor());
    put("causationid", event.causationId());
    put("traceparent", event.traceParent());
    cloudEvent.put("datacontenttype", "application/json").set("data", event.data());
  }

  private void put(String attribute, @Nullable String value) {
    if (value != null) {
      cloudEvent.put(attribute, value);
    }
  }

  @Override
  public EventName name() {
    return name;
  }

  @Override
  public String numberedBy() {
    return name.source();
  }

  @Override
  public byte[] body(long deviceSeq) {
    try {
      return JSON.writeValueAsBytes(cloudEvent.deepCopy().put(DEVICE_SEQ, deviceSeq));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON cannot be written", e);
    }
  }

  /** Read again as it is written, so that 1 and 1L, or a float and a double, are no difference. */
  @Override
  public boolean isSameAs(byte[] storedBody) {
    try {
      return comparable(storedBody).equals(comparable(body(0)));
    } catch (IOException e) {
      throw new UncheckedIOException("a stored event is not JSON", e);
    }
  }

  private JsonNode comparable(byte[] body) throws IOException {
    JsonNode read = JSON.readTree(body);
    if (read instanceof ObjectNode object) {
      object.remove(DEVICE_SEQ);
      if (!timeGiven) {
        object.remove(TIME);
      }
    }
    return read;
  }
}
