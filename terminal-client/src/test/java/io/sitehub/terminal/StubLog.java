package io.sitehub.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.terminal.event.EventName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stub gateways have stored, in the order in which each name came first. */
final class StubLog {

  /**
   * A stored event.
   *
   * @param offset where it lies
   * @param event the CloudEvent as it came
   */
  record Stored(long offset, JsonNode event) {
    long deviceSeq() {
      return event.path("deviceseq").asLong();
    }
  }

  private final Map<EventName, Stored> byName = new LinkedHashMap<>();
  private final List<String> conflicts = new ArrayList<>();
  private long repeats;

  /** Stores events all at once; a name that is known keeps its first place. */
  synchronized List<Stored> store(List<JsonNode> events) {
    List<Stored> stored = new ArrayList<>();
    for (JsonNode event : events) {
      EventName name = nameOf(event);
      Stored known = byName.get(name);
      if (known == null) {
        known = new Stored(byName.size(), event);
        byName.put(name, known);
      } else {
        repeats++;
        if (!known.event.equals(event)) {
          conflicts.add(name + " came with other content");
        }
      }
      stored.add(known);
    }
    return stored;
  }

  synchronized Map<EventName, Stored> stored() {
    return new LinkedHashMap<>(byName);
  }

  /** Events of one device, in the order in which they were stored. */
  synchronized List<Long> deviceSeqs(String source) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getKey().source().equals(source))
        .map(entry -> entry.getValue().deviceSeq())
        .toList();
  }

  synchronized List<String> conflicts() {
    return List.copyOf(conflicts);
  }

  synchronized long repeats() {
    return repeats;
  }

  static EventName nameOf(JsonNode event) {
    return new EventName(event.path("source").asText(), event.path("id").asText());
  }
}
