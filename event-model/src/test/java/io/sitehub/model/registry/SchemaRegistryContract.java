package io.sitehub.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.avro.PortableSchema;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.registry.RegistryResult.Answer;
import io.sitehub.model.registry.RegistryResult.Failed;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every registry promises: the one in memory, a server over HTTP, the real server. */
abstract class SchemaRegistryContract {

  /** A fresh subject for each test: a real server is shared by all of them. */
  private final String subject = "topic-" + UUID.randomUUID();

  abstract SchemaRegistry registry();

  @BeforeEach
  void requireFullTransitive() {
    assertThat(registry().setCompatibility(Compatibility.FULL_TRANSITIVE))
        .isEqualTo(new Answer<>(Compatibility.FULL_TRANSITIVE));
  }

  @Test
  void whatIsRegisteredIsFoundById() {
    // Given
    Schema schema = EventType.of(WeighingRecorded.class).schema();

    // When
    int id = registry().register(subject, schema).orThrow();
    Schema found = registry().schemaById(id).orThrow();

    // Then: documentation and rules survive
    assertThat(PortableSchema.text(found)).isEqualTo(PortableSchema.text(schema));
  }

  @Test
  void registeringAgainGivesTheSameId() {
    // Given
    int first = registry().register(subject, version(1)).orThrow();
    int second = registry().register(subject, version(2)).orThrow();

    // When // Then
    assertThat(first).isNotEqualTo(second);
    assertThat(registry().register(subject, version(1))).isEqualTo(new Answer<>(first));
    assertThat(registry().register(subject, version(2))).isEqualTo(new Answer<>(second));
  }

  @Test
  void theSameSchemaHasTheSameMeaningUnderEverySubject() {
    // Given
    int here = registry().register(subject, version(3)).orThrow();
    int there = registry().register(subject + "-other", version(3)).orThrow();

    // When // Then
    assertThat(registry().schemaById(there).orThrow())
        .isEqualTo(registry().schemaById(here).orThrow());
  }

  @Test
  void anIncompatibleSchemaIsRefusedAndNotRemembered() {
    // Given
    registry().register(subject, version(1)).orThrow();

    // When
    RegistryResult<Integer> result = registry().register(subject, incompatible());

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.failure()).isInstanceOf(RegistryFailure.Incompatible.class));
    assertThat(registry().check(subject, incompatible()).orThrow().compatible()).isFalse();
  }

  @Test
  void compatibilityIsToldBeforehandAndTakesAnyFirstVersion() {
    // Given
    assertThat(registry().check(subject, incompatible()).orThrow().compatible()).isTrue();

    // When
    registry().register(subject, version(1)).orThrow();

    // Then
    assertThat(registry().check(subject, version(2)).orThrow().compatible()).isTrue();
  }

  @Test
  void anUnknownIdIsNotFound() {
    assertThat(registry().schemaById(1_999_999_999))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(RegistryFailure.NotFound.class));
  }

  @Test
  void theLevelIsTold() {
    assertThat(registry().compatibility()).isEqualTo(new Answer<>(Compatibility.FULL_TRANSITIVE));
  }

  static Schema version(int optionalFields) {
    var fields = SchemaBuilder.record("R").namespace("n").fields().requiredString("a");
    for (int i = 0; i < optionalFields; i++) {
      fields = fields.optionalInt("o" + i);
    }
    return fields.endRecord();
  }

  static Schema incompatible() {
    return SchemaBuilder.record("R").namespace("n").fields().requiredLong("a").endRecord();
  }
}
