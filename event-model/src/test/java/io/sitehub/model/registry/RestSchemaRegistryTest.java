package io.sitehub.model.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.event.GateEntered;
import io.sitehub.model.registry.FakeRegistryServer.Fault;
import io.sitehub.model.registry.RegistryResult.Answer;
import io.sitehub.model.registry.RegistryResult.Failed;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.serde.DecodeFailure;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RestSchemaRegistryTest extends SchemaRegistryContract {

  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  private final InMemoryRegistry state = new InMemoryRegistry();
  private final FakeRegistryServer server;
  private final FakeRegistryServer other;
  private final RestSchemaRegistry registry;

  RestSchemaRegistryTest() throws IOException {
    server = new FakeRegistryServer(state);
    other = new FakeRegistryServer(state);
    registry = client(server.address());
  }

  @AfterEach
  void stop() {
    registry.close();
    server.close();
    other.close();
  }

  @Override
  SchemaRegistry registry() {
    return registry;
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL_ERROR", "NOT_READY", "HANG_UP", "SILENCE"})
  void whatPassesIsTriedAgain(Fault fault) {
    // Given
    server.failNext(fault, fault);

    // When // Then
    assertThat(registry.register("s", version(1))).isEqualTo(new Answer<>(1));
    assertThat(registry.register("s", version(1))).isEqualTo(new Answer<>(1));
  }

  @Test
  void anotherServerStandsInAndIsKept() {
    // Given
    try (RestSchemaRegistry several = client(NOBODY, server.address(), other.address())) {
      server.failAlways();
      int before = other.requests();

      // When
      RegistryResult<Integer> first = several.register("s", version(1));
      int attemptsAtServer = server.requests();
      RegistryResult<Integer> second = several.register("s", version(2));

      // Then
      assertThat(first).isEqualTo(new Answer<>(1));
      assertThat(second).isEqualTo(new Answer<>(2));
      assertThat(other.requests()).isEqualTo(before + 2);
      assertThat(server.requests()).isEqualTo(attemptsAtServer);
    }
  }

  @Test
  void noServerAtAllIsAnOutcomeWithinTheDeadline() {
    // Given
    try (RestSchemaRegistry nobody = client(NOBODY)) {
      // When
      RegistryResult<Schema> result = nobody.schemaById(1);

      // Then
      assertThat(result)
          .isInstanceOfSatisfying(
              Failed.class,
              failed ->
                  assertThat(failed.failure())
                      .isInstanceOfSatisfying(
                          RegistryFailure.Unavailable.class,
                          unavailable -> {
                            assertThat(unavailable.retryable()).isTrue();
                            assertThat(unavailable.attempts()).isGreaterThan(1);
                          }));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NONSENSE", "FORBIDDEN", "NO_SUCH_PAGE"})
  void whatWillNotPassIsNotTriedAgain(Fault fault) {
    // Given
    server.failNext(fault);
    int before = server.requests();

    // When
    RegistryResult<Integer> result = registry.register("s", version(1));

    // Then
    assertThat(result)
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              RegistryFailure failure = (RegistryFailure) failed.failure();
              assertThat(failure).isInstanceOf(RegistryFailure.Rejected.class);
              assertThat(failure.retryable()).isFalse();
            });
    assertThat(server.requests()).isEqualTo(before + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NONSENSE", "FORBIDDEN", "NO_SUCH_PAGE"})
  void noRefusalOfTheRegistryMakesARecordBad(Fault fault) {
    // Given a record whose schema is registered, and a reader that has not met it yet
    GateEntered data = GateEntered.newBuilder().setGateId("north").build();
    byte[] value = new RecordWriter<GateEntered>(state, TopicCatalogue.EVENTS).write(data);
    RecordReader<GateEntered> reader = RecordReader.of(registry, GateEntered.class);
    server.failNext(fault);

    // When
    DecodeResult<GateEntered> refused = reader.read(value);
    DecodeResult<GateEntered> again = reader.read(value);

    // Then
    assertThat(refused)
        .isInstanceOfSatisfying(
            DecodeResult.Undecodable.class,
            undecodable ->
                assertThat(undecodable.failure())
                    .isInstanceOf(DecodeFailure.RegistryUnavailable.class));
    assertThat(again).isInstanceOf(DecodeResult.Decoded.class);
  }

  @Test
  void onlyAnIdThatTheRegistryDoesNotHaveIsAnUnknownSchema() {
    // Given
    byte[] value = {0, 0, 0, 0, 99};

    // When
    DecodeResult<GateEntered> result = RecordReader.of(registry, GateEntered.class).read(value);

    // Then
    assertThat(result)
        .isEqualTo(new DecodeResult.Undecodable<>(new DecodeFailure.UnknownSchema(99)));
  }

  @Test
  void anInterruptEndsTheAttempt() {
    // Given
    Thread.currentThread().interrupt();

    // When
    RegistryResult<Integer> result = registry.register("s", version(1));

    // Then
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isInstanceOf(Failed.class);
  }

  @Test
  void whatIsCachedNeedsNoServer() {
    // Given
    SchemaRegistry cached = new CachingSchemaRegistry(registry);
    int id = cached.register("s", version(1)).orThrow();
    Schema other = version(2);
    int otherId = state.register("s", other).orThrow();
    cached.schemaById(otherId).orThrow();
    int before = server.requests();

    // When
    server.close();

    // Then
    assertThat(cached.register("s", version(1))).isEqualTo(new Answer<>(id));
    assertThat(cached.schemaById(id).orThrow()).isEqualTo(version(1));
    assertThat(cached.schemaById(otherId).orThrow()).isEqualTo(other);
    assertThat(server.requests()).isEqualTo(before);
  }

  private static RestSchemaRegistry client(URI... servers) {
    return new RestSchemaRegistry(
        new RegistrySettings(List.of(servers), Duration.ofMillis(300), Duration.ofMillis(1_500)));
  }
}
