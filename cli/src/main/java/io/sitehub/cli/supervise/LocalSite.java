package io.sitehub.cli.supervise;

import io.sitehub.cli.screen.ExitCode;
import io.sitehub.cli.screen.Problem;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Erp;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Fitting;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Launches;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import io.sitehub.local.FreePorts;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A local site supervised by this process: the lock on its data directory and its supervisor. */
public final class LocalSite implements AutoCloseable {
  private final SiteLock lock;
  private final Supervisor supervisor;
  private boolean closed;

  private LocalSite(SiteLock lock, Supervisor supervisor) {
    this.lock = lock;
    this.supervisor = supervisor;
  }

  /**
   * Takes over a data directory and begins to start its site. Processes that an earlier supervisor
   * left behind are adopted, with the ports they have.
   *
   * @param small one of each
   * @param basePort see {@link SiteLayout#of(boolean, int)}; ignored when something is adopted
   * @return empty when another process supervises the site
   * @throws Problem when it cannot be started: wrong kind of data, ports taken
   */
  public static Optional<LocalSite> start(
      DataDirectory directory,
      boolean small,
      int basePort,
      QuickStart quickStart,
      InstantSource clock) {
    return start(
        directory, small, () -> SiteLayout.of(small, basePort), quickStart, Fitting.USUAL, clock);
  }

  /**
   * The same for a site that has to do with an ERP.
   *
   * @param elsewhere how to reach the ERP's database; null: the site has one of its own
   */
  public static Optional<LocalSite> startWithErp(
      DataDirectory directory,
      boolean small,
      int basePort,
      @Nullable ErpAccess elsewhere,
      QuickStart quickStart,
      InstantSource clock) {
    Erp erp = elsewhere == null ? Erp.OWN_DATABASE : Erp.OTHER_DATABASE;
    return start(
        directory,
        small,
        () -> {
          SiteLayout layout = SiteLayout.of(small, basePort, erp);
          ErpAccess.settle(layout, elsewhere, directory);
          return layout;
        },
        quickStart,
        Fitting.USUAL,
        clock);
  }

  /**
   * The same for a site that is laid out already.
   *
   * @param layout ignored when something is adopted
   * @param fitting what is different about the start of its processes
   */
  public static Optional<LocalSite> start(
      DataDirectory directory,
      SiteLayout layout,
      QuickStart quickStart,
      Fitting fitting,
      InstantSource clock) {
    return start(directory, layout.small(), () -> layout, quickStart, fitting, clock);
  }

  private static Optional<LocalSite> start(
      DataDirectory directory,
      boolean small,
      Supplier<SiteLayout> fresh,
      QuickStart quickStart,
      Fitting fitting,
      InstantSource clock) {
    directory.create();
    Optional<SiteLock> lock = SiteLock.take(directory);
    if (lock.isEmpty()) {
      return Optional.empty();
    }
    try {
      Optional<SiteState> left =
          new StateFile(directory).read().filter(state -> state.anyAlive(directory));
      SiteLayout layout = left.map(SiteState::layout).orElseGet(fresh);
      requireFreePorts(layout, directory, left);
      claim(directory, small); // last, so that a start that fails leaves no mark on the data
      Launches launches = new Launches(layout, directory, quickStart, fitting);
      Supervisor supervisor = new Supervisor(layout, directory, launches, left, clock);
      supervisor.start();
      return Optional.of(new LocalSite(lock.get(), supervisor));
    } catch (RuntimeException e) {
      lock.get().close();
      throw e;
    }
  }

  /**
   * Ends, in order, what a supervisor that is no more left running, and starts nothing.
   *
   * @return whether there was nobody else to look after it
   */
  public static boolean stopOrphans(DataDirectory directory, SiteState left, InstantSource clock) {
    Optional<SiteLock> lock = SiteLock.take(directory);
    if (lock.isEmpty()) {
      return false;
    }
    SiteLayout layout = left.layout();
    Supervisor supervisor =
        new Supervisor(
            layout,
            directory,
            new Launches(layout, directory, new QuickStart.Off()),
            Optional.of(left),
            clock);
    new LocalSite(lock.get(), supervisor).close();
    return true;
  }

  /** What is known of every process now. */
  public SiteState snapshot() {
    return supervisor.snapshot();
  }

  /** Ends every process in order and gives the directory back. */
  @Override
  public synchronized void close() {
    if (!closed) {
      supervisor.close();
      lock.close();
      closed = true;
    }
  }

  private static void claim(DataDirectory directory, boolean small) {
    String wrong = directory.claim(small);
    if (!wrong.isEmpty()) {
      throw new Problem(
          ExitCode.CANNOT_START,
          wrong + "; one broker's data cannot serve three, nor the other way round",
          (small ? "leave out --small" : "add --small")
              + ", or keep this site elsewhere with --data DIR");
    }
  }

  private static void requireFreePorts(
      SiteLayout layout, DataDirectory directory, Optional<SiteState> left) {
    String taken =
        layout.instances().stream()
            .filter(Instance::onLoopback) // elsewhere nobody else listens
            .filter(instance -> !runs(instance, directory, left))
            .flatMap(instance ->
                Stream.of(instance.port(), instance.sidePort())
                    .filter(port -> !FreePorts.isFree(port))
                    .map(port -> port + " for " + instance.name()))
            .collect(Collectors.joining(", "));
    if (!taken.isEmpty()) {
      throw new Problem(
          ExitCode.CANNOT_START,
          "ports are taken by other processes: " + taken,
          "stop those processes, or choose other ports with --base-port N (0 for any free ones)");
    }
  }

  private static boolean runs(
      Instance instance, DataDirectory directory, Optional<SiteState> left) {
    return left.stream()
        .flatMap(state -> state.instances().stream())
        .anyMatch(
            state -> state.instance().equals(instance) && state.process(directory).isPresent());
  }
}
