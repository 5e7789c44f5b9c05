package io.sitehub.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.model.registry.Compatibility;
import io.sitehub.model.registry.CompatibilityCheck;
import io.sitehub.model.registry.RegistryFailure;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.SchemaIds;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which refusals of a registry are worth waiting for. */
class EventSchemasTest {

  static Stream<RegistryFailure> aboutTheSchema() {
    return Stream.of(
        new RegistryFailure.Incompatible("s", List.of("field removed")),
        new RegistryFailure.Rejected(422, 42_201, "not Avro"));
  }

  @ParameterizedTest
  @MethodSource("aboutTheSchema")
  void aSchemaThatIsWrongIsWrongAtOnce(RegistryFailure failure) {
    assertThat(refusal(failure, Duration.ofHours(1)).exitCode()).isEqualTo(ExitCode.CONFIGURATION);
  }

  static Stream<RegistryFailure> aboutTheRegistry() {
    return Stream.of(
        new RegistryFailure.Rejected(401, 0, "who are you"),
        new RegistryFailure.Rejected(403, 40_301, "not allowed"),
        new RegistryFailure.Rejected(404, 0, "no such page"),
        new RegistryFailure.Rejected(200, 0, "answer does not follow the protocol"),
        new RegistryFailure.NotFound(40_401, "no such subject"),
        new RegistryFailure.Unavailable("nobody there", 3));
  }

  @ParameterizedTest
  @MethodSource("aboutTheRegistry")
  void anyOtherAnswerIsANeighbourThatIsNotThere(RegistryFailure failure) {
    assertThat(refusal(failure, Duration.ZERO).exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
  }

  @Test
  void aRegistryThatRecoversLetsTheGatewayStart() throws Exception {
    // Given a registry that forbids once
    Answering registry = new Answering(new RegistryFailure.Rejected(403, 0, "not yet"), 1);
    SchemaIds ids = new SchemaIds(registry, TopicCatalogue.EVENTS);

    // When
    new EventSchemas(ids, Duration.ofMinutes(1)).start();

    // Then
    assertThat(registry.asked).isGreaterThan(1);
  }

  private static StartRefused refusal(RegistryFailure failure, Duration within) {
    SchemaIds ids = new SchemaIds(new Answering(failure, Integer.MAX_VALUE), TopicCatalogue.EVENTS);
    return catchThrowableOfType(StartRefused.class, () -> new EventSchemas(ids, within).start());
  }

  /** Fails a number of times, then registers. */
  private static final class Answering implements SchemaRegistry {
    private final SchemaRegistry registry = new InMemoryRegistry();
    private final RegistryFailure failure;
    private final int failures;
    private int asked;

    Answering(RegistryFailure failure, int failures) {
      this.failure = failure;
      this.failures = failures;
    }

    @Override
    public RegistryResult<Integer> register(String subject, Schema schema) {
      return asked++ < failures
          ? new RegistryResult.Failed<>(failure)
          : registry.register(subject, schema);
    }

    @Override
    public RegistryResult<Schema> schemaById(int id) {
      return registry.schemaById(id);
    }

    @Override
    public RegistryResult<CompatibilityCheck> check(String subject, Schema schema) {
      return registry.check(subject, schema);
    }

    @Override
    public RegistryResult<Compatibility> compatibility() {
      return registry.compatibility();
    }

    @Override
    public RegistryResult<Compatibility> setCompatibility(Compatibility level) {
      return registry.setCompatibility(level);
    }
  }
}
