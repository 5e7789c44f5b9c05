package io.sitehub.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sitehub.model.event.DeviceStatus;
import io.sitehub.model.event.FineWeight;
import io.sitehub.model.event.HandlingStarted;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.schema.GeneratedRecords;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EventTypeTest {

  @Test
  void noGeneratedEventIsForgotten() {
    // Given
    List<String> generated =
        GeneratedRecords.schemas(WeighingRecorded.class)
            .filter(schema -> schema.getProp("eventType") != null)
            .map(Schema::getFullName)
            .toList();

    // When // Then
    assertThat(EventType.all())
        .extracting(EventType::recordName)
        .containsExactlyInAnyOrderElementsOf(generated);
  }

  @Test
  void everyTypeIsFoundEveryWay() {
    for (EventType type : EventType.all()) {
      assertThat(EventType.byName(type.name())).containsSame(type);
      assertThat(EventType.byRecordName(type.recordName())).containsSame(type);
      assertThat(EventType.of(type.recordClass())).isSameAs(type);
      assertThat(EventType.all().get(type.index())).isSameAs(type);
      assertThat(type.name()).isEqualTo("com.sitehub." + type.shortName() + ".v1");
    }
    assertThat(EventType.byName("com.sitehub.gate.entered.v2")).isEmpty();
    assertThat(EventType.byRecordName("io.sitehub.model.event.FineWeight")).isEmpty();
    assertThatThrownBy(() -> EventType.of(FineWeight.class))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSchemaSaysWhatATypePromises() {
    // Given
    EventType handling = EventType.of(HandlingStarted.class);

    // When // Then
    assertThat(handling.bizSteps()).containsExactly("loading", "unloading");
    assertThat(handling.subjectRule()).isEqualTo(SubjectRule.REQUIRED);
    assertThat(EventType.of(RecordCorrected.class).subjectRule()).isEqualTo(SubjectRule.OPTIONAL);
    assertThat(EventType.of(DeviceStatus.class).subjectRule()).isEqualTo(SubjectRule.NONE);
    assertThat(EventType.of(DeviceStatus.class).bizSteps()).isEmpty();
    assertThat(SubjectRule.REQUIRED.allows(false)).isFalse();
    assertThat(SubjectRule.OPTIONAL.allows(false)).isTrue();
    assertThat(SubjectRule.NONE.allows(true)).isFalse();
  }

  @Test
  void whatWasMeantIsGuessed() {
    List<String> names = EventType.all().stream().map(EventType::name).toList();
    assertThat(Nearest.to("com.sitehub.weighing.recoded.v1", names))
        .contains("com.sitehub.weighing.recorded.v1");
    assertThat(Nearest.to("GROSSKG", List.of("tareKg", "grossKg"))).contains("grossKg");
    assertThat(Nearest.to("something else", List.of("tareKg", "grossKg"))).isEmpty();
    assertThat(Nearest.to("x".repeat(100_000), names)).isEmpty();
  }
}
