package io.sitehub.cli.site;

import io.sitehub.local.BrokerNode;
import io.sitehub.local.Brokers;
import io.sitehub.local.Launch;
import io.sitehub.local.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How each process of a local site is started: JVM, class path, configuration file. */
public final class Launches {
  private static final List<String> SERVICE_JVM_ARGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "--enable-native-access=ALL-UNNAMED");

  private final SiteLayout layout;
  private final DataDirectory directory;
  private final QuickStart quickStart;
  private final Fitting fitting;

  /** Launches for this site in this directory. */
  public Launches(SiteLayout layout, DataDirectory directory, QuickStart quickStart) {
    this(layout, directory, quickStart, Fitting.USUAL);
  }

  /** Launches for this site in this directory, some of them different. */
  public Launches(
      SiteLayout layout, DataDirectory directory, QuickStart quickStart, Fitting fitting) {
    this.layout = layout;
    this.directory = directory;
    this.quickStart = quickStart;
    this.fitting = fitting;
  }

  /**
   * How to start this process now; writes its configuration file.
   *
   * @throws UncheckedIOException when the file cannot be written
   */
  public Program program(Instance instance) {
    return instance.role() == Role.ERP_DATABASE
        ? ErpAccess.read(directory.erpDatabase()).server(instance, directory).program()
        : of(instance);
  }

  /** The same for a process that runs Java. */
  public Launch of(Instance instance) {
    return fitting.of(instance, quickStart.apply(instance.role(), plain(instance)));
  }

  private Launch plain(Instance instance) {
    return switch (instance.role()) {
      case BROKER -> broker(instance);
      case REGISTRY -> layout.registry(directory).launch(layout.bootstrapServers());
      case GATEWAY -> service(instance, "io.sitehub.gateway.Gateway", 160);
      // Young objects fit only into a heap that is large enough from the start. One compiler, which
      // gives way: on a machine that is shared by a whole site compilers are busiest when time is
      // shortest, after a start and after a takeover.
      case PROCESSOR ->
          service(
              instance,
              "io.sitehub.processors.Processors",
              320,
              "-Xms160m",
              "-Xmn96m",
              "-XX:TieredStopAtLevel=1",
              "-XX:ThreadPriorityPolicy=1",
              "-XX:CompilerThreadPriority=10");
      case KPI_SERVICE -> service(instance, "io.sitehub.kpis.KpiService", 128);
      case CONNECT_WORKER ->
          new ConnectWorker(instance, layout)
              .launch(directory.config(instance), directory.log(instance));
      case ERP_DATABASE -> throw new IllegalArgumentException("no Java: " + instance.name());
    };
  }

  private Launch broker(Instance instance) {
    List<BrokerNode> nodes = layout.brokers(directory);
    return nodes.get(instance.number() - 1).launch(nodes, Brokers.clusterId(directory.data()));
  }

  private Launch service(Instance instance, String main, int heapMb, String... more) {
    Path config = directory.config(instance);
    writeConfig(config, new ServiceSettings(layout, directory).of(instance));
    List<String> jvmArgs = new ArrayList<>(SERVICE_JVM_ARGS);
    jvmArgs.add("-Xms32m");
    jvmArgs.add("-Xmx" + heapMb + "m");
    jvmArgs.addAll(List.of(more));
    return new Launch(
        instance.name(),
        Launch.sameJava(),
        jvmArgs,
        Launch.sameClasspath(),
        main,
        List.of("--config", config.toString()),
        Map.of(),
        directory.log(instance));
  }

  static void writeConfig(Path file, Map<String, String> settings) {
    try {
      Files.write(
          file,
          settings.entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue())
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
