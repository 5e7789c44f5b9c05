package io.sitehub.processors.track;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.processors.visit.ReplacementReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads the replacement in a correction as the gateway reads the data of an event. */
public final class JsonReplacements implements ReplacementReader {

  @Override
  public Optional<SpecificRecord> read(EventType type, String json) {
    return switch (JsonToAvro.of(type).read(json.getBytes(StandardCharsets.UTF_8))) {
      case RecordRead.Valid(SpecificRecord data) -> Optional.of(data);
      case RecordRead.Invalid _ -> Optional.empty();
    };
  }
}
