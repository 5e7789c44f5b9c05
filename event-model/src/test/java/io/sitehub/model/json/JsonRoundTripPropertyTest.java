package io.sitehub.model.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRoundTripPropertyTest {

  private static final int EVENTS_OF_A_TYPE = 50;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.sitehub.model.seed.Seeds#ten")
  void jsonBecomesAvroAndTheSameJsonAgain(long seed) {
    Random random = new Random(seed);
    for (EventType type : EventType.all()) {
      for (int i = 0; i < EVENTS_OF_A_TYPE; i++) {
        // Given
        String json = new RandomJson(random).data(type).toString();

        // When
        SpecificRecord record = valid(type, json);

        // Then
        assertThat(AvroToJson.text(record)).isEqualTo(json);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.sitehub.model.seed.Seeds#ten")
  void theOrderOfMembersDoesNotMatterNorDoNullsAndSpaces(long seed) throws Exception {
    Random random = new Random(seed);
    for (EventType type : EventType.all()) {
      for (int i = 0; i < EVENTS_OF_A_TYPE; i++) {
        // Given
        ObjectNode data = new RandomJson(random).data(type);
        AvroBuffer canonical = new AvroBuffer(0);
        byte[] compact = data.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(JsonToAvro.of(type).read(compact, 0, compact.length, "", canonical)).isEmpty();

        // When
        byte[] shuffled =
            MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(shuffled(data, type, random));
        AvroBuffer other = new AvroBuffer(0);
        List<Violation> violations =
            JsonToAvro.of(type).read(shuffled, 0, shuffled.length, "", other);

        // Then
        assertThat(violations).isEmpty();
        assertThat(other.toByteArray()).isEqualTo(canonical.toByteArray());
      }
    }
  }

  private static ObjectNode shuffled(ObjectNode data, EventType type, Random random) {
    List<String> names = new ArrayList<>();
    data.fieldNames().forEachRemaining(names::add);
    type.schema().getFields().stream()
        .filter(field -> field.hasDefaultValue() && !data.has(field.name()))
        .filter(field -> random.nextBoolean())
        .forEach(field -> names.add(field.name()));
    Collections.shuffle(names, random);
    ObjectNode shuffled = MAPPER.createObjectNode();
    for (String name : names) {
      JsonNode value = data.get(name);
      shuffled.set(name, value == null ? MAPPER.nullNode() : value);
    }
    return shuffled;
  }

  private static SpecificRecord valid(EventType type, String json) {
    return switch (JsonToAvro.of(type).read(json.getBytes(StandardCharsets.UTF_8))) {
      case RecordRead.Valid(SpecificRecord data) -> data;
      case RecordRead.Invalid(List<Violation> violations) ->
          throw new AssertionError(type + " " + violations + " in " + json);
    };
  }
}
