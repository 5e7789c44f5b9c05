package io.sitehub.model.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TopicCatalogueTest {

  @Test
  void everyConstantIsListedOnceAndFoundByName() {
    // Given
    long constants =
        Arrays.stream(TopicCatalogue.class.getFields())
            .filter(field -> Modifier.isStatic(field.getModifiers()))
            .filter(field -> field.getType() == Topic.class)
            .count();

    // When // Then
    assertThat(TopicCatalogue.all()).hasSize((int) constants).doesNotHaveDuplicates();
    assertThat(TopicCatalogue.all())
        .allSatisfy(topic -> assertThat(TopicCatalogue.byName(topic.name())).containsSame(topic));
    assertThat(TopicCatalogue.all()).extracting(Topic::name).doesNotHaveDuplicates();
    assertThat(TopicCatalogue.byName("other")).isEmpty();
  }

  @Test
  void theSourceOfTruthIsNeitherCompactedNorExpired() {
    assertThat(TopicCatalogue.EVENTS.cleanupConfig())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "-1")
        .containsEntry("retention.bytes", "-1");
    assertThat(TopicCatalogue.VISITS.cleanupConfig()).containsEntry("cleanup.policy", "compact");
    assertThat(TopicCatalogue.SAMPLES.cleanupConfig())
        .containsEntry("retention.ms", Long.toString(Duration.ofDays(7).toMillis()));
  }

  @Test
  void whatKafkaCannotDoIsRefusedByName() {
    assertThatThrownBy(() -> new Replication(0, 3, 2)).hasMessageContaining("partitions");
    assertThatThrownBy(() -> new Replication(1, 0, 0)).hasMessageContaining("replicationFactor");
    assertThatThrownBy(() -> new Replication(1, 2, 3)).hasMessageContaining("minInsyncReplicas");
    assertThatThrownBy(() -> new Cleanup.Expire(Duration.ZERO)).hasMessageContaining("retention");
  }
}
