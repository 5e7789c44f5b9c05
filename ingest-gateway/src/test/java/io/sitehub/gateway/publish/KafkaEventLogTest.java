package io.sitehub.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.gateway.publish.AppendOutcome.Acknowledged;
import io.sitehub.gateway.publish.AppendOutcome.Refused;
import io.sitehub.gateway.publish.AppendOutcome.TooLarge;
import io.sitehub.gateway.publish.AppendOutcome.Unknown;
import io.sitehub.gateway.validate.ValidEvent;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventAttributes;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the producer's answers mean for a request and for readiness. */
class KafkaEventLogTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String TOPIC = TopicCatalogue.EVENTS.name();

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(
          cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final AppendHealth health =
      new AppendHealth(InstantSource.fixed(NOW), Duration.ofSeconds(10));
  private final KafkaEventLog log =
      new KafkaEventLog(() -> 1, () -> producer, InstantSource.fixed(NOW), health);
  private final List<AppendOutcome> outcomes = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    log.start();
  }

  @Test
  void aRequestIsAcknowledgedWhenItsLastEventIs() {
    // Given
    log.append(List.of(event("e-1"), event("e-2")), outcomes::add);

    // When
    producer.completeNext();
    assertThat(outcomes).isEmpty();
    producer.completeNext();

    // Then
    assertThat(outcomes).singleElement().isInstanceOf(Acknowledged.class);
    assertThat(health.check().isReady()).isTrue();
  }

  @Test
  void anEventThatIsTooLongForTheLogIsNamedAndSaysNothingAboutTheLog() {
    // Given
    log.append(List.of(event("e-1"), event("e-2")), outcomes::add);

    // When
    producer.completeNext();
    producer.errorNext(new RecordTooLargeException("too long"));

    // Then
    assertThat(outcomes).containsExactly(new TooLarge(List.of(1)));
    assertThat(health.check().isReady()).isTrue();
  }

  static Stream<RuntimeException> permanent() {
    return Stream.of(new InvalidTimestampException("x"), new SerializationException("x"));
  }

  @ParameterizedTest
  @MethodSource("permanent")
  void whatARepeatCannotMendIsNoUnknownOutcome(RuntimeException failure) {
    // Given
    log.append(List.of(event("e-1")), outcomes::add);

    // When
    producer.errorNext(failure);

    // Then
    assertThat(outcomes).containsExactly(new Refused(failure.getClass().getSimpleName()));
    assertThat(health.check().isReady()).isTrue();
  }

  static Stream<RuntimeException> passing() {
    return Stream.of(new TimeoutException("x"), new NotEnoughReplicasException("x"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aLogThatDoesNotAcknowledgeIsAnUnknownOutcomeAndNotReady(RuntimeException failure) {
    // Given
    log.append(List.of(event("e-1"), event("e-2")), outcomes::add);

    // When
    producer.errorNext(failure);
    producer.errorNext(new RecordTooLargeException("too long"));

    // Then
    assertThat(outcomes).containsExactly(new Unknown(failure.getClass().getSimpleName()));
    assertThat(health.check().isReady()).isFalse();
  }

  private static ValidEvent event(String id) {
    EventAttributes attributes =
        new EventAttributes(
            new EventName("/sites/lyon-1/terminals/gate-1", id),
            EventType.of(GateEntered.class),
            "lyon-1",
            "v-1",
            NOW,
            null,
            null,
            null,
            null);
    return new ValidEvent(attributes, "lyon-1".getBytes(StandardCharsets.US_ASCII), new byte[8]);
  }

  private static Cluster cluster() {
    Node node = new Node(1, "127.0.0.1", 1);
    Node[] nodes = {node};
    return new Cluster(
        "cluster",
        List.of(node),
        List.of(new PartitionInfo(TOPIC, 0, node, nodes, nodes)),
        java.util.Set.of(),
        java.util.Set.of());
  }
}
