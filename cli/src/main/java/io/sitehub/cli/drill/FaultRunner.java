package io.sitehub.cli.drill;

import io.sitehub.cli.drill.fault.ClockJump;
import io.sitehub.cli.drill.fault.CutLink;
import io.sitehub.cli.drill.fault.Fault;
import io.sitehub.cli.drill.fault.Freeze;
import io.sitehub.cli.drill.fault.FullDisk;
import io.sitehub.cli.drill.fault.Kill;
import io.sitehub.cli.drill.fault.KillBeforeAnswer;
import io.sitehub.cli.drill.fault.SlowDisk;
import io.sitehub.cli.drill.fault.SlowLink;
import io.sitehub.cli.drill.fault.Terminate;
import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.ground.Network;
import io.sitehub.cli.drill.ground.SmallDisk;
import io.sitehub.cli.drill.ledger.Entry.Note;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.plan.Aim;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.plan.PlannedFault;
import io.sitehub.cli.drill.plan.Target.Found;
import io.sitehub.cli.drill.report.FaultRun;
import io.sitehub.cli.drill.report.Impact;
import io.sitehub.cli.drill.traffic.Traffic;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does what a plan says, when it says so or as soon after as the role concerned is well. Faults to
 * different roles may overlap. Whatever was done is healed, even when this JVM is told to end.
 */
final class FaultRunner implements AutoCloseable {
  private static final long POLL_MS = 200;

  /** Who wakes, or gets its link back, looks well until it hears what it has missed. */
  private static final Duration STAYS_WELL = Duration.ofSeconds(3);

  private final Aim aim;
  private final Ground ground;
  private final Traffic traffic;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Duration calmBefore;
  private final Set<Fault> standing = ConcurrentHashMap.newKeySet();
  private final Map<Role, Thread> lastOf = new EnumMap<>(Role.class);
  private final List<Thread> threads = new ArrayList<>();
  private final List<FaultRun> runs = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private final Thread atExit = new Thread(this::healAll, "heal-faults");

  FaultRunner(
      Aim aim,
      Ground ground,
      Traffic traffic,
      Ledger ledger,
      InstantSource clock,
      Duration calmBefore) {
    this.aim = aim;
    this.ground = ground;
    this.traffic = traffic;
    this.ledger = ledger;
    this.clock = clock;
    this.calmBefore = calmBefore;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Does it all; returns when the last fault is healed and got over, or was given up. */
  void run(FaultPlan plan) throws InterruptedException {
    Instant start = clock.instant();
    for (PlannedFault planned : plan.faults()) {
      sleepUntil(start.plus(planned.at()));
      try {
        begin(planned);
      } catch (IOException e) {
        skip(planned, String.valueOf(e.getMessage()));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  /** What was done, in its order. */
  List<FaultRun> runs() {
    synchronized (runs) {
      return runs.stream().sorted((a, b) -> a.injectedAt().compareTo(b.injectedAt())).toList();
    }
  }

  /** What was not, and why. */
  List<String> skipped() {
    synchronized (skipped) {
      return List.copyOf(skipped);
    }
  }

  private void begin(PlannedFault planned) throws IOException, InterruptedException {
    if (planned.target() == Found.TERMINAL) {
      Traffic.Clock wrong = traffic.clockOfATerminal();
      start(planned, new ClockJump(wrong.terminal(), wrong::offset), Optional.empty());
      return;
    }
    Instance target = findPatiently(planned);
    Role role = target.role();
    Thread before = lastOf.get(role);
    if (before != null) {
      before.join();
    }
    List<String> unrest = awaitCalm(role, Duration.ZERO);
    if (!unrest.isEmpty()) {
      skip(planned, "not well after " + calmBefore.toSeconds() + " s: " + unrest);
      return;
    }
    Instance now = findPatiently(planned); // who leads may be another one by now
    lastOf.put(role, start(planned, fault(planned, now), Optional.of(role)));
  }

  private Thread start(PlannedFault planned, Fault fault, Optional<Role> role) {
    Thread thread =
        Thread.ofVirtual()
            .name("fault-" + fault.kind().label() + "-" + fault.target())
            .start(() -> oneFault(planned, fault, role));
    threads.add(thread);
    return thread;
  }

  private void oneFault(PlannedFault planned, Fault fault, Optional<Role> role) {
    String name = fault.kind().label() + " " + fault.target();
    Instant injectedAt = clock.instant();
    standing.add(fault);
    try {
      note("inject " + name);
      try {
        fault.inject();
        Thread.sleep(planned.lasts());
      } finally {
        fault.heal();
        standing.remove(fault);
      }
      Instant healedAt = clock.instant();
      note("healed " + name);
      Duration staysWell = role.isEmpty() ? Duration.ZERO : STAYS_WELL;
      boolean well = role.isEmpty() || awaitCalm(role.get(), staysWell).isEmpty();
      Impact impact = Impact.of(ledger, injectedAt, clock.instant());
      note(
          (well ? "well again after " : "not well after ")
              + name
              + ": "
              + impact.recovery().text());
      FaultRun run =
          new FaultRun(
              planned,
              fault.target(),
              injectedAt,
              healedAt,
              well ? Optional.of(clock.instant().minus(staysWell)) : Optional.empty());
      synchronized (runs) {
        runs.add(run);
      }
    } catch (IOException e) {
      skip(planned, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to end; it is healed
    }
  }

  private Fault fault(PlannedFault planned, Instance target) throws IOException {
    if (!planned.kind().isPossible(target, ground)) {
      throw new IOException(planned.kind().label() + " is not possible here for " + target.name());
    }
    return switch (planned.kind()) {
      case KILL -> new Kill(aim.process(target));
      case TERMINATE -> new Terminate(aim.process(target));
      case FREEZE -> new Freeze(aim.process(target));
      case KILL_BEFORE_ANSWER ->
          new KillBeforeAnswer(aim.process(target), target.url(), traffic::publishWithoutAnswer);
      case CUT_OFF, CUT_SENDING, CUT_RECEIVING ->
          new CutLink(planned.kind(), target.name(), network());
      case SLOW_LINK -> new SlowLink(target.name(), network());
      case FULL_DISK -> new FullDisk(target.name(), disk(target));
      case SLOW_DISK -> new SlowDisk(target.name(), disk(target));
      case CLOCK_JUMP -> throw new IOException("a process has the clock of its machine");
    };
  }

  private Network network() {
    return ground.network().orElseThrow();
  }

  private SmallDisk disk(Instance target) {
    return Objects.requireNonNull(ground.disks().get(target.name()));
  }

  private Instance findPatiently(PlannedFault planned) throws IOException, InterruptedException {
    Instant end = clock.instant().plus(calmBefore);
    while (true) {
      try {
        return aim.find(planned.target());
      } catch (IOException e) {
        if (clock.instant().isAfter(end)) {
          throw e;
        }
        Thread.sleep(POLL_MS);
      }
    }
  }

  /** What is wrong with a role in the end; empty once nothing was for so long. */
  private List<String> awaitCalm(Role role, Duration atLeast) throws InterruptedException {
    Instant end = clock.instant().plus(calmBefore);
    Instant calmSince = clock.instant();
    while (true) {
      List<String> unrest = aim.unrest(role);
      Instant now = clock.instant();
      if (!unrest.isEmpty()) {
        calmSince = now;
      }
      boolean calm = unrest.isEmpty() && !now.isBefore(calmSince.plus(atLeast));
      if (calm || now.isAfter(end)) {
        return unrest;
      }
      Thread.sleep(POLL_MS);
    }
  }

  private void skip(PlannedFault planned, String why) {
    note("not done: " + planned.text() + ": " + why);
    synchronized (skipped) {
      skipped.add(planned.text() + ": " + why);
    }
  }

  private void note(String what) {
    ledger.enter(new Note(clock.instant(), what));
  }

  private void sleepUntil(Instant at) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), at);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }

  private void healAll() {
    standing.forEach(Fault::heal);
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    healAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // this JVM ends, and the hook runs
    }
  }
}
