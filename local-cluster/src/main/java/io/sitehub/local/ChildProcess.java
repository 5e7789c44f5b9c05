package io.sitehub.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A program running in a process of its own, that can be stopped, killed, frozen and thawed.
 *
 * <p>The process ignores SIGINT and SIGHUP: Ctrl-C in a terminal reaches every process of the
 * foreground group, and it is the parent that decides in which order its children go.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);
  private static final Set<ChildProcess> TIED = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> TIED.forEach(ChildProcess::kill), "kill-children"));
  }

  private final String name;
  private final ProcessHandle handle;
  private final @Nullable Process started;
  private final Path log;

  private ChildProcess(String name, ProcessHandle handle, @Nullable Process started, Path log) {
    this.name = name;
    this.handle = handle;
    this.started = started;
    this.log = log;
  }

  /**
   * Starts a process that lives on when this one dies, as a supervised site must.
   *
   * @throws UncheckedIOException when the executable or the log file cannot be used
   */
  public static ChildProcess start(Program program) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
    // Ignored signals stay ignored across exec, and the JVM leaves them so. The pid stays, too.
    command.add("trap '' INT HUP; exec \"$@\"");
    command.add("sh");
    command.addAll(program.command());
    try {
      Files.createDirectories(program.log().toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
      // A child is configured by its launch, not by what happens to be set around its parent.
      builder.environment().keySet().removeIf(variable -> variable.startsWith("SITEHUB_"));
      builder.environment().putAll(program.environment());
      Process process = builder.start();
      return new ChildProcess(program.name(), process.toHandle(), process, program.log());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + program.name(), e);
    }
  }

  /** Starts a process that is killed when this JVM exits, so that no test leaves one behind. */
  public static ChildProcess startTied(Program program) {
    ChildProcess child = start(program);
    TIED.add(child);
    child.handle.onExit().thenRun(() -> TIED.remove(child));
    return child;
  }

  /**
   * Takes over a process that somebody else started, if it still is that process: a pid alone may
   * have been given to another one since.
   *
   * @param startedAt what {@link #startedAt()} said of it
   * @return empty when it is gone
   */
  public static Optional<ChildProcess> adopt(String name, long pid, Instant startedAt, Path log) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(handle -> handle.info().startInstant().equals(Optional.of(startedAt)))
        .map(handle -> new ChildProcess(name, handle, null, log));
  }

  /** Who this is, for messages. */
  public String name() {
    return name;
  }

  /** Process id. */
  public long pid() {
    return handle.pid();
  }

  /** When the operating system started it; with the pid this names the process for ever. */
  public Instant startedAt() {
    return handle.info().startInstant().orElse(Instant.EPOCH);
  }

  /** The processor time it has used up to now; zero when the system does not tell. */
  public Duration cpuTime() {
    return ProcessHandle.of(pid())
        .flatMap(process -> process.info().totalCpuDuration())
        .orElse(Duration.ZERO);
  }

  /** Whether it runs; a frozen one does. */
  public boolean alive() {
    return handle.isAlive();
  }

  /** Completes when the process is gone, however it ended. */
  public CompletableFuture<ChildProcess> exited() {
    return handle.onExit().thenApply(gone -> this);
  }

  /**
   * SIGTERM, and SIGKILL if it is still there after the deadline. A frozen process is thawed.
   *
   * @return whether it went by itself
   */
  public boolean stop(Duration deadline) {
    handle.destroy();
    thaw();
    if (awaitExit(deadline)) {
      return true;
    }
    kill();
    return false;
  }

  /** SIGTERM without waiting: several processes stop faster side by side. */
  public void terminate() {
    handle.destroy();
    thaw();
  }

  /**
   * SIGINT without waiting, for a program that makes a difference: PostgreSQL waits for the end of
   * all its clients after a SIGTERM. A program of ours ignores it.
   */
  public void interrupt() {
    signal("INT");
    thaw();
  }

  /** SIGKILL: nothing is flushed, nothing is said goodbye to. Returns when it is gone. */
  public void kill() {
    handle.destroyForcibly();
    awaitExit(STOP_DEADLINE);
  }

  /** SIGSTOP: it keeps its sockets and says nothing, which is what a long pause looks like. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT after {@link #freeze()}; harmless otherwise. */
  public void thaw() {
    signal("CONT");
  }

  /**
   * Waits for its end.
   *
   * @return whether it ended before the deadline
   */
  public boolean awaitExit(Duration deadline) {
    try {
      handle.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !handle.isAlive();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for " + name, e);
    }
  }

  /** The code it ended with; empty while it runs, and for an adopted one, which tells nobody. */
  public OptionalInt exitCode() {
    return started == null || started.isAlive()
        ? OptionalInt.empty()
        : OptionalInt.of(started.exitValue());
  }

  /** File that its output goes to. */
  public Path log() {
    return log;
  }

  /** The last lines it wrote, for an error message; empty when there are none. */
  public String logTail(int lines) {
    try {
      List<String> all = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "";
    }
  }

  /**
   * Fails when the process has ended, quoting the end of its log: waiting for a dead process only
   * hides what happened to it.
   *
   * @throws IllegalStateException when it is not alive
   */
  public void requireAlive() {
    if (!alive()) {
      throw new IllegalStateException(
          name + " (pid " + pid() + ") has ended; the end of " + log + ":\n" + logTail(20));
    }
  }

  /** Stops it; see {@link #stop(Duration)}. */
  @Override
  public void close() {
    stop(STOP_DEADLINE);
  }

  @Override
  public String toString() {
    return name + " (pid " + pid() + ")";
  }

  private void signal(String signal) {
    if (!alive()) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot signal " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
