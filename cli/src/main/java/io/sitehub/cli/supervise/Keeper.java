package io.sitehub.cli.supervise;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.Program;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one process alive, on a thread of its own: waits for what it depends on, starts or adopts
 * it, watches it, and starts it again when it has died, or when it has not shown a sign of life for
 * so long that it must hang.
 */
final class Keeper implements Runnable {
  private static final Duration POLL_STARTING = Duration.ofMillis(100);
  private static final Duration POLL_READY = Duration.ofSeconds(1);

  private static final Duration KILL_DEADLINE = Duration.ofSeconds(20);

  private final Instance instance;
  private final Gate dependencies;
  private final Supplier<? extends Program> launch;
  private final Probe probe;
  private final Board board;
  private final Journal journal;
  private final Patience patience;
  private final Aftermath aftermath;
  private final Backoff backoff = new Backoff();
  private volatile boolean stopping;
  private @Nullable ChildProcess process;

  Keeper(
      Instance instance,
      DataDirectory directory,
      Gate dependencies,
      Supplier<? extends Program> launch,
      Probe probe,
      Board board,
      Journal journal,
      Patience patience,
      Aftermath aftermath) {
    this.instance = instance;
    this.dependencies = dependencies;
    this.launch = launch;
    this.probe = probe;
    this.board = board;
    this.journal = journal;
    this.patience = patience;
    this.aftermath = aftermath;
    this.process = board.of(instance.name()).process(directory).orElse(null);
  }

  Instance instance() {
    return instance;
  }

  @Override
  public void run() {
    try {
      ChildProcess current = left();
      boolean adopted = current != null;
      if (current == null) {
        dependencies.pass();
        current = start();
      } else {
        journal.note("adopted " + current);
      }
      while (!stopping) {
        long startNanos = System.nanoTime();
        String end = watch(current, adopted);
        adopted = false;
        if (stopping) {
          return;
        }
        aftermath.settle(instance); // first of all: the others wait for it
        if (!mayRestart(current, end)) {
          return;
        }
        Duration pause = backoff.after(Duration.ofNanos(System.nanoTime() - startNanos));
        journal.note("%s %s; starting it again in %d ms".formatted(current, end, pause.toMillis()));
        board.change(instance.name(), state -> state.gone(Phase.RESTARTING, end).restarted());
        Thread.sleep(pause);
        current = start();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    }
  }

  /** Tells the process to end, without waiting, and starts it no more. */
  void terminate() {
    ChildProcess current;
    synchronized (this) {
      stopping = true;
      current = process;
    }
    if (current != null && current.alive()) {
      board.change(instance.name(), state -> state.in(Phase.STOPPING, ""));
      if (instance.role() == Role.ERP_DATABASE) {
        current.interrupt(); // it would wait for all its clients to leave
      } else {
        current.terminate();
      }
    }
  }

  /** Waits for the end of the process, and kills it when the deadline has passed. */
  void awaitEnd(Duration deadline) {
    ChildProcess current;
    synchronized (this) {
      current = process;
    }
    if (current != null && !current.awaitExit(deadline)) {
      journal.note(current + " did not end within " + deadline.toSeconds() + " s; killing it");
      current.kill();
    }
    board.change(instance.name(), state -> state.gone(Phase.STOPPED, ""));
  }

  /** Tries until it works: what stands in the way, such as a full disk, may pass. */
  private ChildProcess start() throws InterruptedException {
    while (true) {
      try {
        return launchOnce();
      } catch (RuntimeException e) {
        Duration pause = backoff.after(Duration.ZERO);
        journal.note(instance.name() + " cannot be started: " + e);
        board.change(
            instance.name(), state -> state.gone(Phase.RESTARTING, "cannot be started: " + e));
        Thread.sleep(pause);
      }
    }
  }

  private ChildProcess launchOnce() throws InterruptedException {
    Program how = launch.get();
    synchronized (this) {
      if (stopping) {
        throw new InterruptedException("told to stop");
      }
      ChildProcess started = ChildProcess.start(how);
      process = started;
      board.change(instance.name(), state -> state.running(started));
      journal.note("started " + started);
      return started;
    }
  }

  /** What an earlier supervisor left running. */
  private synchronized @Nullable ChildProcess left() {
    return process;
  }

  /**
   * Follows a process until it is no more.
   *
   * @param adopted whether an earlier supervisor started it: it had its time to become ready
   * @return what became of it
   */
  private String watch(ChildProcess current, boolean adopted) throws InterruptedException {
    long startNanos = System.nanoTime();
    long goodNanos = startNanos;
    boolean wasReady = adopted;
    while (current.alive()) {
      boolean ready = probe.ready(instance) == Verdict.GOOD;
      long now = System.nanoTime();
      if (ready) {
        long tookMs = Duration.ofNanos(now - startNanos).toMillis();
        board.change(instance.name(), state -> stopping ? state : state.ready(tookMs));
      } else if (wasReady) {
        board.change(
            instance.name(), state -> stopping ? state : state.in(Phase.UNREADY, "not ready"));
      }
      wasReady |= ready;
      if (ready || probe.live(instance) != Verdict.BAD) {
        goodNanos = System.nanoTime();
      } else if (!stopping && now - goodNanos > patience.with(wasReady).toNanos()) {
        current.kill();
        return "showed no sign of life for %d s and was killed"
            .formatted(patience.with(wasReady).toSeconds());
      }
      current.awaitExit(wasReady ? POLL_READY : POLL_STARTING);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    current.awaitExit(KILL_DEADLINE);
    return "ended" + code(current.exitCode());
  }

  /** A wrong configuration stays wrong; anything else may pass. */
  private boolean mayRestart(ChildProcess ended, String how) {
    if (!ended.exitCode().equals(OptionalInt.of(ExitCode.CONFIGURATION.code()))) {
      return true;
    }
    String why = ended.logTail(3).replace('\n', ' ');
    journal.note(ended + " " + how + "; not starting it again: " + why);
    board.change(instance.name(), state -> state.gone(Phase.FAILED, why));
    return false;
  }

  private static String code(OptionalInt code) {
    if (code.isEmpty()) {
      return "";
    }
    int value = code.getAsInt();
    return value > 128 ? " by signal " + (value - 128) : " with exit code " + value;
  }
}
