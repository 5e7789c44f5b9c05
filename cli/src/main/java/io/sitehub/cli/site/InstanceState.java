package io.sitehub.cli.site;

import io.sitehub.local.ChildProcess;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one process.
 *
 * @param instance which one
 * @param phase where it is in its life
 * @param pid of the process that runs, 0 for none
 * @param startedAtMs when the system started that process, in milliseconds of the epoch
 * @param restarts how often it was started again since the site was started
 * @param readyMs from the start of the process until it was ready the first time; 0 if not yet
 * @param detail why it is where it is, in a few words; may be empty
 */
public record InstanceState(
    Instance instance,
    Phase phase,
    long pid,
    long startedAtMs,
    int restarts,
    long readyMs,
    String detail) {

  /** One that was never started. */
  public static InstanceState waiting(Instance instance, String detail) {
    return new InstanceState(instance, Phase.WAITING, 0, 0, 0, 0, detail);
  }

  /** The same in another phase. */
  public InstanceState in(Phase next, String why) {
    return new InstanceState(instance, next, pid, startedAtMs, restarts, readyMs, why);
  }

  /** The same with a process. */
  public InstanceState running(ChildProcess process) {
    return new InstanceState(
        instance,
        Phase.STARTING,
        process.pid(),
        process.startedAt().toEpochMilli(),
        restarts,
        readyMs,
        "");
  }

  /** The same without a process. */
  public InstanceState gone(Phase next, String why) {
    return new InstanceState(instance, next, 0, 0, restarts, readyMs, why);
  }

  /** The same, started once more. */
  public InstanceState restarted() {
    return new InstanceState(instance, phase, pid, startedAtMs, restarts + 1, readyMs, detail);
  }

  /** The same, ready after so long. */
  public InstanceState ready(long afterMs) {
    return new InstanceState(
        instance,
        Phase.READY,
        pid,
        startedAtMs,
        restarts,
        readyMs == 0 ? Math.max(1, afterMs) : readyMs,
        "");
  }

  /** The process, if it is still that one. */
  public Optional<ChildProcess> process(DataDirectory directory) {
    return pid == 0
        ? Optional.empty()
        : ChildProcess.adopt(
            instance.name(), pid, Instant.ofEpochMilli(startedAtMs), directory.log(instance));
  }
}
