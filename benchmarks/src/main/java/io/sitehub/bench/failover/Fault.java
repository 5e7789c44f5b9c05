package io.sitehub.bench.failover;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done to a site, and what is aimed at. */
public enum Fault {
  /** Nothing: what the others are to be held against. */
  NOTHING("nothing happens", Blow.NONE, "what this machine does by itself"),
  /** SIGKILL for the processor that is active for most partitions; the other one notices. */
  PROCESSOR_KILL("kill -9 of a processor", Blow.KILL, "ack to visible < 2.5 s, staleness < 3 s"),
  /** The same, under a supervisor that notices and starts it again. */
  SUPERVISED_KILL("the same, supervised", Blow.KILL, "ack to visible < 2.5 s, staleness < 3 s"),
  /** SIGTERM for it. */
  PROCESSOR_STOP("SIGTERM of a processor", Blow.STOP, "ack to visible < 2 s"),
  /** SIGSTOP for it, and SIGCONT after 20 s. */
  PROCESSOR_FREEZE("a processor frozen 20 s", Blow.FREEZE, "nothing lost or doubled"),
  /** SIGKILL for the broker that leads most partitions. */
  BROKER_KILL("kill -9 of the broker that leads most", Blow.KILL, "ack gap < 5 s, visible < 7 s"),
  /** SIGKILL for the broker that is the active controller. */
  CONTROLLER_KILL("kill -9 of the active controller", Blow.KILL, "ack gap < 5 s, visible < 7 s"),
  /** SIGSTOP for the broker that leads most partitions, and SIGCONT after 20 s. */
  BROKER_FREEZE("a broker frozen 20 s", Blow.FREEZE, "POST to visible < 10 s"),
  /** SIGKILL for a gateway; its clients turn to the other one. */
  GATEWAY_KILL("kill -9 of a gateway", Blow.KILL, "slowest POST < 500 ms"),
  /** SIGKILL for a kpi-service; its clients turn to the other one. */
  KPI_SERVICE_KILL("kill -9 of a kpi-service", Blow.KILL, "slowest query < 500 ms");

  /** How long what is frozen stays so. */
  public static final Duration FROZEN = Duration.ofSeconds(20);

  /** What a process is done. */
  enum Blow {
    NONE,
    KILL,
    STOP,
    FREEZE;

    /** Whether the process has to be started again. */
    boolean ends() {
      return this == KILL || this == STOP;
    }
  }

  private final String title;
  private final Blow blow;
  private final String aim;

  Fault(String title, Blow blow, String aim) {
    this.title = title;
    this.blow = blow;
    this.aim = aim;
  }

  /** What it is called in a report. */
  String title() {
    return title;
  }

  Blow blow() {
    return blow;
  }

  /** What is aimed at, in words. */
  String aim() {
    return aim;
  }

  /** Whether a supervised site is needed. */
  public boolean needsSupervisor() {
    return this == SUPERVISED_KILL;
  }

  /** What is measured when the process comes back, if that is of interest. */
  Optional<String> titleOfReturn() {
    return switch (this) {
      case PROCESSOR_KILL -> Optional.of("a killed processor returns");
      case PROCESSOR_STOP -> Optional.of("a stopped processor returns");
      default -> Optional.empty();
    };
  }

  /** How it is written on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The fault that is written so.
   *
   * @throws IllegalArgumentException naming all there are
   */
  public static Fault of(String word) {
    return Arrays.stream(values())
        .filter(fault -> fault.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "allowed: "
                    + String.join(", ", Arrays.stream(values()).map(Fault::word).toList())));
  }
}
