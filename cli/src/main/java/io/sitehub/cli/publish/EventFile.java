package io.sitehub.cli.publish;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads events: one JSON object, an array of them, or several one after the other (NDJSON). */
public final class EventFile {
  private static final JsonFactory JSON = new JsonFactory();

  private EventFile() {}

  /**
   * All events in the order of the file, each as it stands there; whether they are right is the
   * gateway's to say.
   *
   * @throws NotJson when it is not JSON in UTF-8, or something else than objects
   * @throws IOException when it cannot be read
   */
  public static List<EventText> read(InputStream in) throws IOException {
    byte[] utf8 = in.readAllBytes();
    List<EventText> events = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(utf8)) {
      boolean inArray = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && !inArray) {
          inArray = true;
        } else if (token == JsonToken.END_ARRAY) {
          inArray = false;
        } else {
          events.add(event(utf8, parser, token, events.size()));
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
    return events;
  }

  private static EventText event(
      byte[] utf8, JsonParser parser, @Nullable JsonToken token, int index) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw new NotJson("event " + index + " is not a JSON object");
    }
    long from = parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    long to = parser.currentLocation().getByteOffset();
    if (from < 0) {
      throw new NotJson("it must be in UTF-8");
    }
    return new EventText(utf8, (int) from, (int) (to - from));
  }

  /** The file is not what it must be. */
  public static final class NotJson extends IOException {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
      super(message);
    }
  }
}
