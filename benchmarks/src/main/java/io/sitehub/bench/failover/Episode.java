package io.sitehub.bench.failover;

import io.sitehub.bench.site.Ground;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.Ready;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One fault, from a site that is whole to one that is whole again. */
final class Episode {
  private static final Duration WHOLE = Duration.ofMinutes(3);
  private static final Duration STEADY = Duration.ofSeconds(4);
  private static final Duration STEADY_WITHIN = Duration.ofMinutes(10);
  private static final double STEADY_VISIBLE_MS = 1_500;
  private static final Duration NOTICED = Duration.ofSeconds(8);
  private static final Duration VISIBLE = Duration.ofSeconds(60);
  private static final Duration STOPPED = Duration.ofSeconds(30);
  private static final long POLL_MS = 50;

  private final Ground ground;
  private final Victims victims;
  private final Traffic traffic;
  private final Eyes eyes;

  /**
   * What was noticed.
   *
   * @param ofFault from the blow on
   * @param ofReturn from the start of the process on, if that was measured
   */
  record Outcome(Figures ofFault, Optional<Figures> ofReturn) {}

  Episode(Ground ground, Victims victims, Traffic traffic, Eyes eyes) {
    this.ground = ground;
    this.victims = victims;
    this.traffic = traffic;
    this.eyes = eyes;
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException if the site does not become whole in time
   */
  Outcome run(Fault fault) throws InterruptedException {
    awaitWhole();
    traffic.on(true);
    try {
      awaitSteady();
      Instance victim = victims.of(fault);
      long struck = System.nanoTime();
      strike(fault, ground.process(victim));
      Figures ofFault = noticed(struck);
      if (!fault.blow().ends()) {
        return new Outcome(ofFault, Optional.empty());
      }
      long returns = System.nanoTime();
      ground.startAgain(victim);
      if (fault.titleOfReturn().isEmpty()) {
        return new Outcome(ofFault, Optional.empty());
      }
      await("the return of " + victim.name(), () -> Ready.answers(victim.readiness()));
      return new Outcome(ofFault, Optional.of(noticed(returns)));
    } finally {
      traffic.on(false);
    }
  }

  private void awaitWhole() throws InterruptedException {
    for (Role role : new Role[] {Role.GATEWAY, Role.PROCESSOR, Role.KPI_SERVICE}) {
      for (Instance instance : ground.instances(role)) {
        await(instance.name(), () -> Ready.answers(instance.readiness()));
      }
    }
    long end = System.nanoTime() + WHOLE.toNanos();
    while (!victims.none()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the site is not whole again in " + WHOLE);
      }
      Thread.sleep(POLL_MS);
    }
  }

  /**
   * Until events become visible soon. After a start, of a site or of one process, compilers need
   * the processors for a while.
   */
  private void awaitSteady() throws InterruptedException {
    long end = System.nanoTime() + STEADY_WITHIN.toNanos();
    Figures figures;
    do {
      long from = System.nanoTime();
      Thread.sleep(STEADY);
      long to = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
      figures = Figures.between(from, to, traffic.events(), eyes.askings());
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the site is too slow for its traffic: " + figures);
      }
    } while (figures.invisible() > 0 || figures.ackToVisibleMs() > STEADY_VISIBLE_MS);
  }

  private static void strike(Fault fault, ChildProcess victim) throws InterruptedException {
    switch (fault.blow()) {
      case NONE -> {}
      case KILL -> victim.kill();
      case STOP -> victim.stop(STOPPED);
      case FREEZE -> {
        victim.freeze();
        Thread.sleep(Fault.FROZEN);
        victim.thaw();
      }
    }
  }

  /** Waits until what was published up to a while from now is visible. */
  private Figures noticed(long fromNanos) throws InterruptedException {
    Thread.sleep(NOTICED);
    long to = System.nanoTime();
    long end = to + VISIBLE.toNanos();
    while (System.nanoTime() < end
        && traffic.events().stream()
            .anyMatch(each ->
                each.postedNanos >= fromNanos && each.postedNanos <= to && !each.isVisible())) {
      Thread.sleep(POLL_MS);
    }
    return Figures.between(fromNanos, to, traffic.events(), eyes.askings());
  }

  private static void await(String what, BooleanSupplier ready) throws InterruptedException {
    long end = System.nanoTime() + WHOLE.toNanos();
    while (!ready.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + " did not come in " + WHOLE);
      }
      Thread.sleep(POLL_MS);
    }
  }
}
