package io.sitehub.processors.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.processors.serve.LocalState;
import io.sitehub.processors.serve.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Test;

class HandoverTest {

  private static final String SELF = "one:7000";
  private static final String OTHER = "two:7000";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(60);

  private final List<String> done = new ArrayList<>();
  private final Leavers leavers = new Leavers();
  private final Copies copies = new Copies();
  private boolean somebodyStays = true;
  private Runnable reassigned = copies::handOver;

  private final Handover handover =
      new Handover(
          () -> SELF,
          leavers,
          () -> done.add("announced"),
          () -> {
            done.add("reassigned");
            reassigned.run();
          },
          () -> somebodyStays,
          copies);

  @Test
  void saysThatItLeavesAndWaitsUntilOthersHaveTakenOver() throws Exception {
    // When
    handover.stop(LONG);

    // Then
    assertThat(done).containsExactly("announced", "reassigned");
    assertThat(leavers.contains(SELF)).isTrue();
    assertThat(copies.roles()).doesNotContainValue(Role.ACTIVE);
  }

  @Test
  void endsAsItIsWhenNobodyIsLeftToTakeOver() throws Exception {
    // Given
    somebodyStays = false;

    // When
    handover.stop(LONG);

    // Then: but for those that end at the same time, and would wait for it
    assertThat(done).containsExactly("announced");
  }

  @Test
  void endsAsItIsWhenTheLastOneThatCouldTakeOverLeavesAsWell() throws Exception {
    // Given
    reassigned = () -> somebodyStays = false;

    // When
    handover.stop(LONG);

    // Then
    assertThat(copies.roles()).containsValue(Role.ACTIVE);
  }

  @Test
  void endsAsItIsWhenNobodyTakesOverInTime() throws Exception {
    // Given
    reassigned = () -> {};

    // When
    handover.stop(SHORT);

    // Then
    assertThat(copies.roles()).containsValue(Role.ACTIVE);
  }

  @Test
  void doesNotDisturbTheOthersWhenItOnlyStandsBy() throws Exception {
    // Given
    copies.handOver();

    // When
    handover.stop(LONG);

    // Then
    assertThat(done).containsExactly("announced");
  }

  @Test
  void endsWhenItWasNeverStarted() throws Exception {
    // Given
    copies.broken = true;

    // When
    handover.stop(LONG);

    // Then
    assertThat(done).containsExactly("announced");
  }

  /** One is active for a partition that two stands by for, or the other way round. */
  private static final class Copies implements LocalState {
    private boolean mine = true;
    private boolean broken;

    void handOver() {
      mine = false;
    }

    @Override
    public Map<Integer, Role> roles() {
      if (broken) {
        throw new IllegalStateException("not started");
      }
      return Map.of(0, mine ? Role.ACTIVE : Role.STANDBY);
    }

    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) {
      throw new IllegalStateException("no store");
    }

    @Override
    public List<Holder> holders() {
      return List.of(
          new Holder(SELF, mine ? Set.of(0) : Set.of(), mine ? Set.of() : Set.of(0)),
          new Holder(OTHER, mine ? Set.of() : Set.of(0), mine ? Set.of(0) : Set.of()));
    }

    @Override
    public String state() {
      return "running";
    }
  }
}
