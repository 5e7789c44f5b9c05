package io.sitehub.processors.visit;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads what a correction says that an event should have been. */
@FunctionalInterface
public interface ReplacementReader {
  /**
   * The data in this JSON.
   *
   * @param type type of the event that is corrected
   * @param json the data in the JSON in which events are sent
   * @return empty if the JSON is not data of this type; the same text always gives the same answer
   */
  Optional<SpecificRecord> read(EventType type, String json);

  /** Reads JSON by the rules the gateway holds every event to. */
  static ReplacementReader byTheRules() {
    return (type, json) ->
        JsonToAvro.of(type).read(json.getBytes(StandardCharsets.UTF_8))
                instanceof RecordRead.Valid valid
            ? Optional.of(valid.data())
            : Optional.empty();
  }
}
