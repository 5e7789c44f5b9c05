package io.sitehub.cluster;

import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.drill.ground.NamespaceNetwork;
import io.sitehub.cli.drill.ground.RelayNetwork;
import io.sitehub.cli.drill.ground.SmallDisk;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Fitting;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.cli.supervise.LocalSite;
import io.sitehub.local.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A supervised site under {@code target/sites}, whose files stay when a test fails. With root each
 * process has a network namespace of its own, and one broker and one processor a small disk; else
 * they talk through relays.
 */
final class FaultSite implements AutoCloseable {
  /** Set to do without root what can be done without. */
  private static final String RELAYS = "sitehub.relays";

  private static final Duration STARTS_WITHIN = Duration.ofMinutes(4);

  private final DataDirectory directory;
  private final SiteLayout layout;
  private final Ground ground;
  private final LocalSite site;
  private boolean closed;

  private FaultSite(DataDirectory directory, SiteLayout layout, Ground ground, LocalSite site) {
    this.directory = directory;
    this.layout = layout;
    this.ground = ground;
    this.site = site;
  }

  /**
   * A redundant site that can be cut into pieces.
   *
   * @param diskMebibytes size of the small disks
   */
  static FaultSite onItsOwnGround(String name, int diskMebibytes) throws IOException {
    SiteLayout layout = SiteLayout.of(false, 0);
    DataDirectory directory = emptyDirectory(name);
    if (Boolean.getBoolean(RELAYS) || !NamespaceNetwork.possible()) {
      System.out.println("cuts by relays, no faults of disks: without root");
      return launch(
          directory,
          layout.at(each -> RelayNetwork.ADDRESS),
          new Ground(Optional.of(BehindRelays.network(layout)), Map.of()),
          new BehindRelays());
    }
    NamespaceNetwork network =
        NamespaceNetwork.of(layout.instances().stream().map(Instance::name).toList());
    Map<String, SmallDisk> disks = smallDisks(directory, layout, diskMebibytes);
    return launch(
        directory,
        layout.at(each -> network.address(each.name())),
        new Ground(Optional.of(network), disks),
        (each, usual) -> usual.runBy(network.entering(each.name())));
  }

  /** None where there are no loop devices, as in many containers. */
  private static Map<String, SmallDisk> smallDisks(
      DataDirectory directory, SiteLayout layout, int mebibytes) {
    Map<String, SmallDisk> disks = new HashMap<>();
    try {
      for (Instance each :
          List.of(layout.of(Role.BROKER).getLast(), layout.of(Role.PROCESSOR).getLast())) {
        disks.put(each.name(), SmallDisk.mount(directory.data(each), mebibytes));
      }
    } catch (IOException e) {
      System.out.println("no faults of disks: " + e.getMessage());
    }
    return disks;
  }

  /** A site on loopback. */
  static FaultSite start(String name, SiteLayout layout, Ground ground, Fitting fitting) {
    return launch(emptyDirectory(name), layout, ground, fitting);
  }

  private static FaultSite launch(
      DataDirectory directory, SiteLayout layout, Ground ground, Fitting fitting) {
    LocalSite site =
        LocalSite.start(directory, layout, new QuickStart.Off(), fitting, InstantSource.system())
            .orElseThrow();
    FaultSite started = new FaultSite(directory, layout, ground, site);
    // A test that is broken off leaves neither processes nor mounts behind.
    Runtime.getRuntime().addShutdownHook(new Thread(started::close, "close-" + directory.root()));
    try {
      started.awaitReady();
      return started;
    } catch (RuntimeException e) {
      started.close();
      throw e;
    }
  }

  /** Adds settings to the configuration file that a process is about to be started with. */
  static Launch with(Launch usual, Map<String, String> settings) {
    Path file =
        usual.args().stream().map(Path::of).filter(Files::isRegularFile).findFirst().orElseThrow();
    try {
      StringBuilder lines = new StringBuilder(Files.readString(file)).append('\n');
      settings.forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
      Files.writeString(file, lines);
      return usual;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DataDirectory directory() {
    return directory;
  }

  SiteLayout layout() {
    return layout;
  }

  Ground ground() {
    return ground;
  }

  LocalSite site() {
    return site;
  }

  /** Waits until every process can do its work. */
  void awaitReady() {
    Awaitility.await()
        .atMost(STARTS_WITHIN)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> site.snapshot().ready());
  }

  /** What all processes and the supervisor wrote. */
  Path logs() {
    return directory.root().resolve("logs");
  }

  /** Deletes everything; only when a test went well. */
  void discard() throws IOException {
    close();
    delete(directory.root());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      site.close();
      ground.close();
    }
  }

  private static DataDirectory emptyDirectory(String name) {
    Path root =
        Path.of(System.getProperty("sitehub.cluster.directory", "target/sites")).resolve(name);
    try {
      for (String each : List.of("broker-3", "processor-2")) {
        SmallDisk.release(root.resolve("data").resolve(each));
      }
      delete(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DataDirectory directory = new DataDirectory(root);
    directory.create();
    return directory;
  }

  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
