package io.sitehub.cli.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.StateFile;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeeperIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final Instance GATEWAY = new Instance(Role.GATEWAY, 1, 1, 2);

  @TempDir Path root;

  private final List<Instance> settled = new CopyOnWriteArrayList<>();
  private volatile Verdict verdict = Verdict.GOOD;
  private DataDirectory directory = new DataDirectory(Path.of("."));
  private Optional<Keeper> keeper = Optional.empty();
  private Thread thread = Thread.currentThread();

  @BeforeEach
  void create() {
    directory = new DataDirectory(root);
    directory.create();
  }

  @AfterEach
  void stop() throws InterruptedException {
    thread.interrupt();
    keeper.ifPresent(each -> {
      each.terminate();
      each.awaitEnd(DEADLINE);
    });
    thread.join(DEADLINE);
  }

  @Test
  void startsAgainWhatWasKilled() {
    // Given
    Board board = board(InstanceState.waiting(GATEWAY, ""));
    keep(board);
    long first = awaitReady(board, 0).pid();

    // When
    ProcessHandle.of(first).orElseThrow().destroyForcibly();

    // Then
    InstanceState again = awaitReady(board, 1);
    assertThat(again.pid()).isNotEqualTo(first);
    assertThat(settled).containsExactly(GATEWAY);
  }

  @Test
  void killsAndStartsAgainWhatShowsNoSignOfLife() {
    // Given
    Board board = board(InstanceState.waiting(GATEWAY, ""));
    keep(board);
    awaitReady(board, 0);

    // When
    verdict = Verdict.BAD;
    await().atMost(DEADLINE).until(() -> board.of(GATEWAY.name()).restarts() == 1);
    verdict = Verdict.GOOD;

    // Then
    awaitReady(board, 1);
  }

  @Test
  void leavesAloneWhatNobodyCanJudge() throws InterruptedException {
    // Given
    Board board = board(InstanceState.waiting(GATEWAY, ""));
    keep(board);
    long first = awaitReady(board, 0).pid();

    // When
    verdict = Verdict.UNKNOWN;
    await().atMost(DEADLINE).until(() -> board.of(GATEWAY.name()).phase() == Phase.UNREADY);

    // Then
    await()
        .during(Duration.ofSeconds(3))
        .atMost(DEADLINE)
        .until(() -> board.of(GATEWAY.name()).pid() == first);
  }

  @Test
  void adoptsWhatAnEarlierSupervisorLeft() {
    // Given
    try (ChildProcess left = ChildProcess.startTied(napper())) {
      Board board = board(InstanceState.waiting(GATEWAY, "").running(left));

      // When
      keep(board);

      // Then
      assertThat(awaitReady(board, 0).pid()).isEqualTo(left.pid());
    }
  }

  @Test
  void startsAgainWhatAnEarlierSupervisorLeftFrozen() {
    // Given
    verdict = Verdict.BAD;
    try (ChildProcess left = ChildProcess.startTied(napper())) {
      Board board = board(InstanceState.waiting(GATEWAY, "").running(left));

      // When
      keep(board);
      await().atMost(DEADLINE).until(() -> board.of(GATEWAY.name()).restarts() == 1);
      verdict = Verdict.GOOD;

      // Then
      assertThat(awaitReady(board, 1).pid()).isNotEqualTo(left.pid());
      assertThat(left.alive()).isFalse();
    }
  }

  @Test
  void startsAgainWhatHangsBeforeItIsReady() {
    // Given
    verdict = Verdict.BAD;
    Board board = board(InstanceState.waiting(GATEWAY, ""));

    // When
    keep(board);
    await().atMost(DEADLINE).until(() -> board.of(GATEWAY.name()).restarts() == 1);
    verdict = Verdict.GOOD;

    // Then
    awaitReady(board, 1);
  }

  @Test
  void stopsForGood() {
    // Given
    Board board = board(InstanceState.waiting(GATEWAY, ""));
    Keeper running = keep(board);
    long pid = awaitReady(board, 0).pid();

    // When
    running.terminate();
    running.awaitEnd(DEADLINE);

    // Then
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(board.of(GATEWAY.name()).phase()).isEqualTo(Phase.STOPPED);
    assertThat(settled).isEmpty();
  }

  private Board board(InstanceState initial) {
    return new Board(
        new StateFile(directory), new SiteLayout(true, List.of(GATEWAY)), List.of(initial));
  }

  private Keeper keep(Board board) {
    Gate open = new Gate("nothing");
    open.open();
    Probe probe =
        new Probe() {
          @Override
          public Verdict ready(Instance instance) {
            return verdict;
          }

          @Override
          public Verdict live(Instance instance) {
            return verdict;
          }
        };
    Keeper made =
        new Keeper(
            GATEWAY,
            directory,
            open,
            this::napper,
            probe,
            board,
            new Journal(directory.supervisorLog(), InstantSource.system()),
            new Patience(Duration.ofSeconds(4), Duration.ofSeconds(1)),
            settled::add);
    keeper = Optional.of(made);
    thread = Thread.ofVirtual().start(made);
    return made;
  }

  private Launch napper() {
    return new Launch(
        GATEWAY.name(),
        Launch.sameJava(),
        List.of("-Xmx16m"),
        Launch.sameClasspath(),
        Napper.class.getName(),
        List.of(),
        Map.of(),
        directory.log(GATEWAY));
  }

  private static InstanceState awaitReady(Board board, int restarts) {
    return await()
        .atMost(DEADLINE)
        .until(
            () -> board.of(GATEWAY.name()),
            state -> state.phase() == Phase.READY && state.restarts() == restarts);
  }
}
