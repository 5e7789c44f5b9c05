package io.sitehub.processors.rehearse;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.processors.serve.LocalState;
import io.sitehub.processors.serve.Role;
import io.sitehub.site.kpi.KpiCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance that only stands by rehearses, once, what it will have to do when it takes over. A
 * standby copies bytes: without a rehearsal the first events it ever folds are those that waited
 * while the failure was noticed, and it folds them as slowly as a JVM does anything for the first
 * time ({@code docs/adr/0016-standbys-rehearse.md}).
 */
public final class Rehearsal implements Component {

  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  /** Until then a start has other things to do, and may yet be given something to do. */
  private static final Duration STANDS_BY_FOR = Duration.ofSeconds(4);

  /** Looks at its role so often before it begins. */
  private static final int LOOKS = 8;

  private static final Duration WORK = Duration.ofMillis(1_500);

  private final LocalState state;
  private final Play play;
  private final Duration standsByFor;
  private volatile @Nullable Thread rehearsing;

  /** What is rehearsed. */
  @FunctionalInterface
  interface Play {
    /** Plays for about so long; returns how many tickets were issued. */
    long run(Duration work) throws IOException, InterruptedException;
  }

  /**
   * A rehearsal of the topology.
   *
   * @param state tells whether this instance only stands by
   * @param registry the one of the real topology
   * @param catalogue the KPIs that every site has
   * @param stateDirectory where the real store is
   * @param clock near whose time the visits are
   */
  public Rehearsal(
      LocalState state,
      SchemaRegistry registry,
      KpiCatalogue catalogue,
      Path stateDirectory,
      InstantSource clock) {
    this(state, new DryRun(registry, catalogue, stateDirectory, clock)::run, STANDS_BY_FOR);
  }

  Rehearsal(LocalState state, Play play, Duration standsByFor) {
    this.state = state;
    this.play = play;
    this.standsByFor = standsByFor;
  }

  @Override
  public String name() {
    return "rehearsal";
  }

  @Override
  public void start() {
    rehearsing =
        Thread.ofPlatform()
            .daemon()
            .name("rehearse")
            .priority(Thread.MIN_PRIORITY)
            .start(this::rehearse);
  }

  @Override
  public void stop(Duration within) throws InterruptedException {
    Thread running = rehearsing;
    if (running != null) {
      running.interrupt();
      running.join(within);
    }
  }

  private void rehearse() {
    try {
      if (standsBy()) {
        long tickets = play.run(WORK);
        log.atInfo().addKeyValue("tickets", tickets).log("rehearsed a takeover");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // told to stop
    } catch (IOException | RuntimeException e) {
      log.atWarn().setCause(e).log("no rehearsal; a takeover is slower without");
    }
  }

  /** Waits until it is clear whether this instance only stands by. */
  private boolean standsBy() throws InterruptedException {
    long since = System.nanoTime();
    while (System.nanoTime() - since < standsByFor.toNanos()) {
      TimeUnit.NANOSECONDS.sleep(standsByFor.toNanos() / LOOKS);
      Map<Integer, Role> roles = roles();
      if (roles.containsValue(Role.ACTIVE)) {
        return false;
      }
      if (roles.isEmpty()) {
        since = System.nanoTime();
      }
    }
    return true;
  }

  /** None while it is starting. */
  private Map<Integer, Role> roles() {
    try {
      return state.roles();
    } catch (IllegalStateException e) {
      return Map.of();
    }
  }
}
