package io.sitehub.bench.failover;

import io.sitehub.bench.site.Ground;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.supervise.LocalSite;
import io.sitehub.local.ChildProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** A site as {@code ./sitehub up} runs it: its supervisor starts again what dies. */
public final class SupervisedGround implements Ground, AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final long POLL_MS = 100;

  private final DataDirectory directory;
  private final LocalSite site;

  private SupervisedGround(DataDirectory directory, LocalSite site) {
    this.directory = directory;
    this.site = site;
  }

  /**
   * Starts a redundant site and waits until it is ready.
   *
   * @param directory empty
   * @throws IllegalStateException if it is not ready in two minutes
   */
  public static SupervisedGround start(Path directory) throws InterruptedException {
    LocalSite site =
        LocalSite.start(
                new DataDirectory(directory),
                false,
                0,
                QuickStart.ofBuild(),
                InstantSource.system())
            .orElseThrow(() -> new IllegalStateException(directory + " is in use"));
    // Its processes outlive their supervisor, unless they are stopped.
    Thread onExit = new Thread(site::close, "stop-site");
    Runtime.getRuntime().addShutdownHook(onExit);
    long end = System.nanoTime() + START.toNanos();
    while (!site.snapshot().ready()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "the site is not ready in " + START + "; see the logs in " + directory);
      }
      Thread.sleep(POLL_MS);
    }
    return new SupervisedGround(new DataDirectory(directory), site);
  }

  @Override
  public List<Instance> instances(Role role) {
    return site.snapshot().layout().of(role);
  }

  @Override
  public ChildProcess process(Instance instance) {
    SiteState now = site.snapshot();
    return now.instances().stream()
        .filter(state -> state.instance().equals(instance))
        .findFirst()
        .flatMap((InstanceState state) -> state.process(directory))
        .orElseThrow(() -> new IllegalStateException(instance.name() + " does not run"));
  }

  /** Nothing: its supervisor does it. */
  @Override
  public void startAgain(Instance instance) {}

  @Override
  public int partitions() {
    return site.snapshot().layout().replication().partitions();
  }

  @Override
  public String bootstrapServers() {
    return site.snapshot().layout().bootstrapServers();
  }

  @Override
  public void close() {
    site.close();
  }
}
