package io.sitehub.bench.site;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Erp;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Fitting;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Launches;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.Launch;
import io.sitehub.local.Ready;
import io.sitehub.local.Registry;
import io.sitehub.model.topic.Replication;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvisioner;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Three brokers and a registry, and whichever services a benchmark asks for, each in a process of
 * its own with the JVM flags and settings of {@code ./sitehub up}. All die with this JVM.
 */
public final class BenchSite implements Ground, AutoCloseable {

  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final long POLL_MS = 50;

  private final DataDirectory directory;
  private final SiteLayout layout = SiteLayout.of(false, 0, Erp.OWN_DATABASE);
  private final Replication replication;
  private final Launches launches;
  private final Map<String, ChildProcess> running = new TreeMap<>();
  private final Admin admin;

  private BenchSite(Path directory, Replication replication, Fitting fitting) {
    this.replication = replication;
    this.directory = new DataDirectory(directory);
    this.directory.create();
    ErpAccess.settle(layout, null, this.directory);
    this.launches = new Launches(layout, this.directory, QuickStart.ofBuild(), fitting);
    this.admin = Admin.create(Map.of("bootstrap.servers", layout.bootstrapServers()));
  }

  /**
   * Starts brokers and registry and makes the topics.
   *
   * @param directory empty; for data, logs and settings
   * @param replication how topics are spread, over three brokers
   * @throws IllegalStateException if they are not ready in 90 seconds
   */
  public static BenchSite start(Path directory, Replication replication, Fitting fitting)
      throws InterruptedException {
    BenchSite site = new BenchSite(directory, replication, fitting);
    try {
      site.startFoundation();
      return site;
    } catch (RuntimeException | InterruptedException e) {
      site.close();
      throw e;
    }
  }

  private void startFoundation() throws InterruptedException {
    for (Instance broker : layout.of(Role.BROKER)) {
      launch(broker, Map.of());
    }
    await(
        "brokers",
        () -> Ready.brokers(layout.bootstrapServers()) == replication.replicationFactor());
    new TopicProvisioner(admin, replication, START).provision(TopicCatalogue.all());
    balanceLeaders();
    Instance registry = layout.of(Role.REGISTRY).getFirst();
    launch(registry, Map.of());
    URI readiness = layout.registry(directory).readiness();
    await("registry", () -> Ready.answers(readiness));
    Registry.refuseIncompatibleSchemas(layout.registry(directory).url());
  }

  /** Makes a topic of the benchmark's own, spread like the topic of events. */
  public void createTopic(String name) throws InterruptedException {
    NewTopic topic =
        new NewTopic(name, replication.partitions(), (short) replication.replicationFactor());
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("cannot create topic " + name, e.getCause());
      }
    }
    balanceLeaders();
  }

  /** All leaders on two of three brokers would cost a third of the throughput. */
  private void balanceLeaders() throws InterruptedException {
    try {
      admin.electLeaders(ElectionType.PREFERRED, null).partitions().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof ElectionNotNeededException)) {
        throw new IllegalStateException("cannot balance the leaders", e.getCause());
      }
    }
  }

  @Override
  public String bootstrapServers() {
    return layout.bootstrapServers();
  }

  /** Base address of the registry. */
  public URI registry() {
    return layout.registry(directory).url();
  }

  /** How to reach the ERP's database, started or not. */
  public ErpAccess erpAccess() {
    return ErpAccess.read(directory.erpAccess());
  }

  /** Asks the brokers; stays this site's to close. */
  public Admin admin() {
    return admin;
  }

  /** Where logs and stores lie. */
  public Path directory() {
    return directory.root();
  }

  /** Base addresses of all instances of a role, started or not. */
  public List<URI> urls(Role role) {
    return layout.urls(role);
  }

  /** Starts the first {@code count} instances of a service that do not run yet; waits for them. */
  public List<URI> start(Role role, int count) throws InterruptedException {
    return start(role, count, Map.of());
  }

  /**
   * Starts the first {@code count} instances of a service that do not run yet, and waits until they
   * are ready.
   *
   * @param settings that differ from those of a site, by their keys
   */
  public List<URI> start(Role role, int count, Map<String, String> settings)
      throws InterruptedException {
    List<Instance> wanted = layout.of(role).subList(0, count);
    for (Instance instance : wanted) {
      if (!running.containsKey(instance.name())) {
        launch(instance, settings);
      }
    }
    for (Instance instance : wanted) {
      await(instance.name(), () -> isReady(instance));
    }
    return wanted.stream().map(Instance::url).toList();
  }

  private static boolean isReady(Instance instance) {
    return instance.role() == Role.ERP_DATABASE
        ? Ready.listens(instance.host(), instance.port())
        : Ready.answers(instance.readiness());
  }

  @Override
  public List<Instance> instances(Role role) {
    return layout.of(role);
  }

  @Override
  public ChildProcess process(Instance instance) {
    return Optional.ofNullable(running.get(instance.name()))
        .orElseThrow(() -> new IllegalStateException(instance.name() + " was not started"));
  }

  @Override
  public void startAgain(Instance instance) {
    if (!process(instance).alive()) {
      launch(instance, Map.of());
    }
  }

  @Override
  public int partitions() {
    return replication.partitions();
  }

  /** Stops all instances of a service. */
  public void stop(Role role) {
    List<ChildProcess> stopping = new ArrayList<>();
    for (Instance instance : layout.of(role)) {
      Optional.ofNullable(running.remove(instance.name())).ifPresent(stopping::add);
    }
    stopping.forEach(ChildProcess::terminate);
    stopping.forEach(process -> process.stop(STOP));
  }

  /** The processor time that all running instances of a role have used. */
  public Duration cpuTime(Role role) {
    return layout.of(role).stream()
        .flatMap(instance -> Optional.ofNullable(running.get(instance.name())).stream())
        .map(ChildProcess::cpuTime)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private void launch(Instance instance, Map<String, String> settings) {
    if (instance.role() == Role.ERP_DATABASE) {
      running.put(instance.name(), ChildProcess.startTied(launches.program(instance)));
      return;
    }
    Launch launch = launches.of(instance);
    Map<String, String> environment = new HashMap<>(launch.environment());
    if (instance.role() == Role.PROCESSOR) {
      environment.put("SITEHUB_TOPICS_PARTITIONS", Integer.toString(replication.partitions()));
    } else if (instance.role() == Role.GATEWAY) {
      environment.put(
          "SITEHUB_TOPIC_PARTITIONS_EXPECTED", Integer.toString(replication.partitions()));
    }
    settings.forEach((key, value) ->
        environment.put("SITEHUB_" + key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
    Launch adjusted =
        new Launch(
            launch.name(),
            launch.java(),
            launch.jvmArgs(),
            launch.classpath(),
            launch.main(),
            launch.args(),
            environment,
            launch.log());
    running.put(instance.name(), ChildProcess.startTied(adjusted));
  }

  private void await(String what, BooleanSupplier ready) throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (!ready.getAsBoolean()) {
      running.values().forEach(ChildProcess::requireAlive);
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            what + " not ready in " + START + "; see the logs in " + directory.root());
      }
      Thread.sleep(POLL_MS);
    }
  }

  /** Kills everything: nothing of it is read again. */
  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
    running.values().parallelStream().forEach(ChildProcess::kill);
    running.clear();
  }
}
