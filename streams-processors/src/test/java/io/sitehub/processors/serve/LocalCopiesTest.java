package io.sitehub.processors.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.processors.state.Progress;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopiesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
  private static final Instant RECORDED = Instant.parse("2026-03-02T11:00:00Z");
  private static final int MAX_LAG = 10;
  private static final Duration HEARD_WITHIN = Duration.ofSeconds(6);

  @TempDir Path stateDirectory;
  private TopologyTestDriver driver;
  private KeyValueStore<Bytes, byte[]> store;
  private final FakeState state = new FakeState();
  private long end;
  private boolean brokersAnswer = true;
  private Instant now = NOW;
  private final LocalCopies copies =
      new LocalCopies(
          state,
          partitions -> {
            if (!brokersAnswer) {
              throw new KafkaException("no answer");
            }
            return Map.of(0, end);
          },
          () -> now,
          Duration.ofSeconds(1),
          HEARD_WITHIN,
          MAX_LAG);

  @BeforeEach
  void open() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "copies-test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "no-broker:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    driver =
        new TopologyTestDriver(
            new Topology()
                .addSource(
                    "source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "topic")
                .addProcessor("keeper", Keeper::new, "source")
                .addStateStore(
                    Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Table.STORE),
                        Serdes.Bytes(),
                        Serdes.ByteArray()),
                    "keeper"),
            properties);
    store = driver.getKeyValueStore(Table.STORE);
    state.store = store;
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aCopyWithTheWholeLogIsAsOfTheLookAtItsEnd() throws InterruptedException {
    // Given
    takenIn(41);
    end = 42;
    copies.refresh();
    copies.refresh();

    // When
    CopyAccess access = copies.open(0);

    // Then
    assertThat(access)
        .isInstanceOfSatisfying(
            CopyAccess.Open.class,
            open -> {
              assertThat(open.role()).isEqualTo(Role.ACTIVE);
              assertThat(open.lag()).isZero();
              assertThat(open.asOf()).isEqualTo(NOW);
            });
  }

  @Test
  void theAnswerOfALeaderThatSleptThroughItsReplacementVouchesForNothing() throws Exception {
    // Given
    takenIn(41);
    end = 42;
    copies.refresh();
    copies.refresh();

    // When the leader is asked while it is frozen; another one acknowledges more; it wakes
    now = NOW.plusSeconds(4);
    copies.refresh();

    // Then
    assertThat(asOf()).isEqualTo(NOW);

    // When it has found out, and the other one is asked
    now = NOW.plusSeconds(5);
    end = 50;
    copies.refresh();

    // Then
    assertThat(asOf()).isEqualTo(RECORDED);

    // When that is taken in too
    takenIn(49);

    // Then
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(4));
  }

  @Test
  void afterAFailureNothingNewIsVouchedForUntilItIsSomeSecondsPast() throws Exception {
    // Given
    takenIn(41);
    end = 42;
    copies.refresh();
    copies.refresh();
    brokersAnswer = false;
    copies.refresh();
    brokersAnswer = true;

    // When a leader that was replaced meanwhile answers again and again
    for (int second = 1; second <= 5; second++) {
      now = NOW.plusSeconds(second);
      copies.refresh();
    }

    // Then
    assertThat(asOf()).isEqualTo(NOW);

    // When
    now = NOW.plusSeconds(6);
    copies.refresh();

    // Then
    assertThat(asOf()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void whatIsNotVouchedForYetIsAsOfTheLastRecordTakenIn() throws InterruptedException {
    // Given
    takenIn(41);
    end = 42;

    // When
    copies.refresh();

    // Then
    assertThat(asOf()).isEqualTo(RECORDED);
  }

  @Test
  void aCopyThatIsBehindIsAsOfTheLastRecordTakenIn() throws InterruptedException {
    // Given
    takenIn(40);
    end = 42;
    copies.refresh();

    // Then
    assertThat(copies.open(0))
        .isInstanceOfSatisfying(
            CopyAccess.Open.class,
            open -> {
              assertThat(open.lag()).isEqualTo(1);
              assertThat(open.asOf()).isEqualTo(RECORDED);
            });
  }

  @Test
  void aCopyThatWasNearAnswersFromFarBehindUnlessItWentBack() throws InterruptedException {
    // Given
    takenIn(0);
    end = MAX_LAG + 2;
    copies.refresh();

    // Then
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.NotReady.class);

    // When it was near once, and more comes than it takes in while it becomes active
    state.roles = Map.of(0, Role.STANDBY);
    takenIn(MAX_LAG);
    copies.refresh();
    end = 10 * MAX_LAG;
    copies.refresh();
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.Open.class);
    state.roles = Map.of(0, Role.ACTIVE);
    state.running = false;
    copies.refresh();

    // Then
    assertThat(copies.open(0))
        .isInstanceOfSatisfying(
            CopyAccess.Open.class, open -> assertThat(open.lag()).isEqualTo(9 * MAX_LAG - 1));

    // When its state is lost and it is restored from the start
    takenIn(0);

    // Then
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.NotReady.class);
    copies.refresh();
    takenIn(MAX_LAG);
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.NotReady.class);

    // And when it has come near
    takenIn(9 * MAX_LAG);
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.Open.class);
  }

  @Test
  void anEmptyCopyAnswersOnlyForAnEmptyLog() throws InterruptedException {
    // Given
    end = 0;
    copies.refresh();
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.NotReady.class);
    copies.refresh();

    // Then
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.Open.class);

    // When
    end = 1;
    copies.refresh();

    // Then
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.NotReady.class);
  }

  @Test
  void whatIsNotHeldIsNotHeldAndWhatIsNotStartedIsNotReady() throws InterruptedException {
    // Given
    copies.refresh();

    // Then
    assertThat(copies.open(1)).isInstanceOf(CopyAccess.NotHeld.class);

    // When
    state.broken = new IllegalStateException("PENDING_SHUTDOWN");
    copies.refresh();

    // Then
    state.running = false;
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.NotReady.class);
  }

  @Test
  void aCopyThatIsMovedWhileItIsAskedIsNotReady() throws InterruptedException {
    // Given
    copies.refresh();

    // When
    state.broken = new InvalidStateStoreException("migrated");

    // Then
    assertThat(copies.open(0)).isInstanceOf(CopyAccess.NotReady.class);
  }

  @Test
  void answersGoOnAndAgeWhenTheBrokersAreGone() throws InterruptedException {
    // Given
    takenIn(41);
    end = 42;
    copies.refresh();
    copies.refresh();

    // When
    brokersAnswer = false;
    copies.refresh();

    // Then
    assertThat(copies.open(0))
        .isInstanceOfSatisfying(
            CopyAccess.Open.class, open -> assertThat(open.asOf()).isEqualTo(NOW));
  }

  @Test
  void whoHasNotHeardTheBrokersForASessionIsNotActiveAndNotSureToHaveEverything()
      throws InterruptedException {
    // Given
    takenIn(41);
    end = 42;
    copies.refresh();
    copies.refresh();
    brokersAnswer = false;

    // When
    now = NOW.plus(HEARD_WITHIN).plusMillis(1);
    copies.refresh();

    // Then
    assertThat(copies.roles()).containsEntry(0, Role.STANDBY);
    assertThat(copies.endHeardAgo(0)).contains(HEARD_WITHIN.plusMillis(1));
    assertThat(copies.open(0))
        .isInstanceOfSatisfying(
            CopyAccess.Open.class,
            open -> {
              assertThat(open.role()).isEqualTo(Role.STANDBY);
              assertThat(open.lag()).isEqualTo(1);
              assertThat(open.asOf()).isEqualTo(NOW);
            });

    // When
    brokersAnswer = true;
    copies.refresh();

    // Then
    assertThat(copies.roles()).containsEntry(0, Role.ACTIVE);
  }

  private Instant asOf() {
    return ((CopyAccess.Open) copies.open(0)).asOf();
  }

  private void takenIn(long offset) {
    new Progress(offset, RECORDED).write(StateSpace.of(store), 0);
  }

  private static final class FakeState implements LocalState {
    private Map<Integer, Role> roles = Map.of(0, Role.ACTIVE);
    private boolean running = true;
    private @Nullable RuntimeException broken;
    private @Nullable ReadOnlyKeyValueStore<Bytes, byte[]> store;

    @Override
    public Map<Integer, Role> roles() {
      refuse();
      return roles;
    }

    @Override
    public boolean isRunning() {
      refuse();
      return running;
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) {
      refuse();
      return Objects.requireNonNull(store);
    }

    @Override
    public List<Holder> holders() {
      return List.of();
    }

    @Override
    public String state() {
      return "as the test says";
    }

    private void refuse() {
      if (broken != null) {
        throw broken;
      }
    }
  }

  private static final class Keeper extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      throw new IllegalStateException("nothing is sent");
    }
  }
}
