package io.sitehub.cli.supervise;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Launches;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs a local site: one {@link Keeper} a process. What an earlier supervisor left running is
 * adopted, so the death of a supervisor stops nothing.
 */
public final class Supervisor implements AutoCloseable {
  /** Who is told to end at the same time; each group only once the one before has ended. */
  private static final List<Set<Role>> STOP_ORDER =
      List.of(
          Set.of(Role.GATEWAY, Role.KPI_SERVICE, Role.CONNECT_WORKER),
          Set.of(Role.ERP_DATABASE),
          Set.of(Role.PROCESSOR),
          Set.of(Role.REGISTRY),
          Set.of(Role.BROKER));

  /** Far longer than a slow start, a garbage collector or a busy machine would explain. */
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(120), Duration.ofSeconds(30));

  private static final Duration STOP_DEADLINE = Duration.ofSeconds(20);

  private final Board board;
  private final Journal journal;
  private final SiteProbe probe;
  private final Foundation foundation;
  private final ErpFoundation erp;
  private final List<Keeper> keepers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Prepares to run a site; starts nothing.
   *
   * @param layout as in {@code left} if anything of that still runs
   * @param left what an earlier supervisor wrote
   */
  public Supervisor(
      SiteLayout layout,
      DataDirectory directory,
      Launches launches,
      Optional<SiteState> left,
      InstantSource clock) {
    journal = new Journal(directory.supervisorLog(), clock);
    probe = new SiteProbe(layout);
    board = new Board(new StateFile(directory), layout, initial(layout, directory, left));
    Aftermath aftermath = new FencedProcessors(directory, probe::admin, journal);
    Gate open = new Gate("nothing");
    open.open();
    Gate brokersReady = new Gate("the brokers");
    Gate complete = new Gate("topics and registry");
    Gate siteReady = new Gate("the site");
    erp = new ErpFoundation(layout, directory, board, journal, siteReady);
    foundation = new Foundation(layout, directory, probe, board, journal, brokersReady, complete);
    for (Instance instance : layout.instances()) {
      Gate gate =
          switch (instance.role()) {
            case BROKER -> open;
            case REGISTRY -> brokersReady;
            case GATEWAY, PROCESSOR, KPI_SERVICE -> complete;
            case ERP_DATABASE, CONNECT_WORKER -> siteReady;
          };
      keepers.add(
          new Keeper(
              instance,
              directory,
              gate,
              () -> launches.program(instance),
              probe,
              board,
              journal,
              PATIENCE,
              aftermath));
    }
  }

  /** What was ready when the earlier supervisor last looked may be frozen by now: look again. */
  private static List<InstanceState> initial(
      SiteLayout layout, DataDirectory directory, Optional<SiteState> left) {
    return layout.instances().stream()
        .map(instance ->
            left.stream()
                .flatMap(state -> state.instances().stream())
                .filter(state -> state.instance().equals(instance))
                .filter(state -> state.process(directory).isPresent())
                .findFirst()
                .map(state -> state.in(Phase.STARTING, ""))
                .orElseGet(() -> InstanceState.waiting(instance, "")))
        .toList();
  }

  /** Starts everything, as fast as the dependencies allow, and returns at once. */
  public void start() {
    journal.note("supervising as pid " + ProcessHandle.current().pid());
    for (Keeper keeper : keepers) {
      threads.add(Thread.ofVirtual().name("keep-" + keeper.instance().name()).start(keeper));
    }
    threads.add(Thread.ofVirtual().name("foundation").start(foundation));
    threads.add(Thread.ofVirtual().name("erp").start(erp));
  }

  /** What is known of every process now. */
  public SiteState snapshot() {
    return board.snapshot();
  }

  /**
   * Ends everything in order: whoever takes events in first, the brokers last; those of one group
   * side by side. May be called from any thread, again and again.
   */
  @Override
  public synchronized void close() {
    journal.note("stopping");
    threads.forEach(Thread::interrupt);
    for (Set<Role> group : STOP_ORDER) {
      List<Keeper> members =
          keepers.stream().filter(keeper -> group.contains(keeper.instance().role())).toList();
      members.forEach(Keeper::terminate);
      members.parallelStream().forEach(keeper -> keeper.awaitEnd(STOP_DEADLINE));
    }
    probe.close();
    journal.note("stopped");
  }
}
