package io.sitehub.terminal.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened at a device, as its program says it. What identifies it (source, number,
 * id if it has none) is added when it is published.
 *
 * <p>Which types there are and what their data holds is in Sitehub's {@code docs/events.md};
 * whether an event keeps to it is the gateway's to say.
 *
 * @param type CloudEvents {@code type}, such as {@code com.sitehub.gate.entered.v1}
 * @param id unique for the device for ever; null: one is made
 * @param time when it happened by the device's clock, sent as it is; null: when it is published
 * @param siteId the site; null: the device's
 * @param subject the visit it is about, if any
 * @param actor who did it, if anyone
 * @param causationId id of the event that caused it, if one did
 * @param traceParent W3C Trace Context, if there is one
 * @param data the payload, a JSON object; not to be changed any more
 */
public record Event(
    String type,
    @Nullable String id,
    @Nullable Instant time,
    @Nullable String siteId,
    @Nullable String subject,
    @Nullable String actor,
    @Nullable String causationId,
    @Nullable String traceParent,
    ObjectNode data) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @throws IllegalArgumentException if the type is blank
   */
  public Event {
    if (type.isBlank()) {
      throw new IllegalArgumentException("type is blank");
    }
  }

  /** An event of this type that is being described. */
  public static Builder of(String type) {
    return new Builder(type);
  }

  /** Describes an event. */
  public static final class Builder {
    private final String type;
    private @Nullable String id;
    private @Nullable Instant time;
    private @Nullable String siteId;
    private @Nullable String subject;
    private @Nullable String actor;
    private @Nullable String causationId;
    private @Nullable String traceParent;
    private ObjectNode data = JSON.createObjectNode();

    private Builder(String type) {
      this.type = type;
    }

    /** Its id, where the program has one: publishing it again is then recognised. */
    public Builder id(String unique) {
      this.id = unique;
      return this;
    }

    /** When it happened, by the device's clock. */
    public Builder time(Instant happened) {
      this.time = happened;
      return this;
    }

    /** The site, where it is not the device's. */
    public Builder siteId(String site) {
      this.siteId = site;
      return this;
    }

    /** The visit it is about. */
    public Builder subject(String visitId) {
      this.subject = visitId;
      return this;
    }

    /** Who did it: a reference, never a name. */
    public Builder actor(String who) {
      this.actor = who;
      return this;
    }

    /** Id of the event that caused it. */
    public Builder causationId(String causingId) {
      this.causationId = causingId;
      return this;
    }

    /** W3C Trace Context. */
    public Builder traceParent(String context) {
      this.traceParent = context;
      return this;
    }

    /**
     * The payload, of strings, numbers, booleans, nulls, lists and maps.
     *
     * @throws IllegalArgumentException if it cannot be said in JSON
     */
    public Builder data(Map<String, ?> members) {
      this.data = JSON.convertValue(members, ObjectNode.class);
      return this;
    }

    /** The payload as a JSON object; copied. */
    public Builder data(ObjectNode object) {
      this.data = object.deepCopy();
      return this;
    }

    /**
     * The payload as the text of a JSON object.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Builder data(String json) {
      try {
        JsonNode read = JSON.readTree(json);
        if (!(read instanceof ObjectNode object)) {
          throw new IllegalArgumentException("data is not a JSON object");
        }
        this.data = object;
        return this;
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("data is not JSON: " + e.getOriginalMessage(), e);
      }
    }

    /**
     * The event.
     *
     * @throws IllegalArgumentException if the type is blank
     */
    public Event build() {
      return new Event(type, id, time, siteId, subject, actor, causationId, traceParent, data);
    }
  }
}
