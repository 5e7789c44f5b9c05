package io.sitehub.processors.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.processors.serve.LocalState;
import io.sitehub.processors.serve.Role;
import io.sitehub.site.kpi.KpiCatalogue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration WAITS = Duration.ofMillis(40);

  @TempDir Path stateDirectory;

  private final FakeState state = new FakeState();

  @Test
  void anInstanceThatOnlyStandsByRehearsesOnce() throws Exception {
    // Given
    AtomicInteger runs = new AtomicInteger();
    Rehearsal rehearsal = new Rehearsal(state, work -> runs.incrementAndGet(), WAITS);
    state.roles = Map.of(0, Role.STANDBY, 1, Role.STANDBY);

    // When
    rehearsal.start();

    // Then
    awaitEnd();
    assertThat(runs).hasValue(1);
    rehearsal.stop(SOON);
  }

  @Test
  void anInstanceThatIsActiveDoesNot() throws Exception {
    // Given
    AtomicInteger runs = new AtomicInteger();
    Rehearsal rehearsal = new Rehearsal(state, work -> runs.incrementAndGet(), WAITS);
    state.roles = Map.of(0, Role.STANDBY, 1, Role.ACTIVE);

    // When
    rehearsal.start();

    // Then
    awaitEnd();
    assertThat(runs).hasValue(0);
    rehearsal.stop(SOON);
  }

  @Test
  void aRehearsalIsBrokenOffWhenTheInstanceStops() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger brokenOff = new AtomicInteger();
    Rehearsal rehearsal =
        new Rehearsal(
            state,
            work -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                brokenOff.incrementAndGet();
                throw e;
              }
              return 0;
            },
            WAITS);
    state.roles = Map.of(0, Role.STANDBY);
    rehearsal.start();
    begun.await();

    // When
    rehearsal.stop(SOON);

    // Then
    assertThat(brokenOff).hasValue(1);
  }

  @Test
  void theTopologyTakesVisitsInAndLeavesNothingBehind() throws Exception {
    // Given what one left that was killed
    Path left = stateDirectory.resolve(DryRun.NAME).resolve("0_0").resolve("left");
    Files.createDirectories(left);
    DryRun play =
        new DryRun(
            new CachingSchemaRegistry(new InMemoryRegistry()),
            KpiCatalogue.builtIn(),
            stateDirectory,
            InstantSource.system());

    // When
    long tickets = play.run(Duration.ofMillis(500));

    // Then
    assertThat(tickets).isPositive();
    assertThat(stateDirectory.resolve(DryRun.NAME).resolve("0_0")).doesNotExist();
  }

  /** It looks and plays on a thread of its own, which ends when it is through. */
  private static void awaitEnd() {
    await()
        .atMost(SOON)
        .until(() ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("rehearse")));
  }

  private static final class FakeState implements LocalState {
    private volatile Map<Integer, Role> roles = Map.of();

    @Override
    public Map<Integer, Role> roles() {
      return roles;
    }

    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) {
      throw new AssertionError("a rehearsal does not look at what is real");
    }

    @Override
    public List<Holder> holders() {
      return List.of();
    }

    @Override
    public String state() {
      return "running";
    }
  }
}
