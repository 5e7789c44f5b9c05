package io.sitehub.cli.publish;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads events: one JSON object, an array of them, or several one after the other (NDJSON). */
public final class EventFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventFile() {}

  /**
   * All events in the order of the file; whether they are right is the gateway's to say.
   *
   * @throws NotJson when it is not JSON, or something else than objects
   * @throws IOException when it cannot be read
   */
  public static List<JsonNode> read(InputStream in) throws IOException {
    List<JsonNode> events = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(in)) {
      while (parser.nextToken() != null) {
        JsonNode value = parser.readValueAsTree();
        if (value.isArray()) {
          value.forEach(events::add);
        } else {
          events.add(value);
        }
      }
    } catch (JacksonException e) {
      throw new NotJson(
          "line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()));
    }
    for (int i = 0; i < events.size(); i++) {
      if (!events.get(i).isObject()) {
        throw new NotJson("event " + i + " is not a JSON object");
      }
    }
    return events;
  }

  /** The file is not what it must be. */
  public static final class NotJson extends IOException {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
      super(message);
    }
  }
}
