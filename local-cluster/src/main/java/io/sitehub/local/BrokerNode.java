package io.sitehub.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * One broker of a local cluster: its ports, its directory and how to start it. Broker and
 * controller share the process (KRaft combined mode). Everything it needs to be the same broker
 * again lies in its directory, so a launch after a kill continues with the same data.
 *
 * @param id node id, from 1
 * @param host address it listens at and is reached at
 * @param port where clients connect
 * @param controllerPort where the other controllers connect
 * @param directory its property file and its log directory
 * @param log file for its output
 */
public record BrokerNode(
    int id, String host, int port, int controllerPort, Path directory, Path log) {
  private static final String LOOPBACK = "127.0.0.1";

  private static final List<String> JVM_ARGS =
      List.of(
          "-Xms64m",
          "-Xmx384m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-Djava.awt.headless=true",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          "-Dorg.slf4j.simpleLogger.logFile=System.out",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          // Says for each attempt that a neighbour is not there yet, or not there any more.
          "-Dorg.slf4j.simpleLogger.log.org.apache.kafka.clients.NetworkClient=error",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

  /** Refuses a directory that Kafka would take for several. */
  public BrokerNode {
    if (directory.toAbsolutePath().toString().contains(",")) {
      throw new IllegalArgumentException(
          "the data directory must not have a comma in its path, because Kafka separates log"
              + " directories by commas: "
              + directory.toAbsolutePath());
    }
  }

  /** A broker on loopback. */
  public BrokerNode(int id, int port, int controllerPort, Path directory, Path log) {
    this(id, LOOPBACK, port, controllerPort, directory, log);
  }

  /** Who this is, for messages: {@code broker-1}. */
  public String name() {
    return "broker-" + id;
  }

  /** What a client is given to find it. */
  public String address() {
    return host + ":" + port;
  }

  /**
   * Writes the property file and says how to start the broker.
   *
   * @param cluster all brokers, this one included
   * @param clusterId the id their directories are formatted with
   */
  public Launch launch(List<BrokerNode> cluster, String clusterId) {
    Path file = directory.resolve("broker.properties");
    Properties properties = new Properties();
    properties.putAll(properties(cluster));
    try {
      Files.createDirectories(directory);
      try (OutputStream out = Files.newOutputStream(file)) {
        properties.store(out, null); // escapes what the file's Latin-1 cannot hold
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot configure " + name(), e);
    }
    return new Launch(
        name(),
        Launch.sameJava(),
        JVM_ARGS,
        classpath(),
        "io.sitehub.local.broker.BrokerMain",
        List.of(file.toString(), clusterId),
        Map.of(),
        log);
  }

  private Map<String, String> properties(List<BrokerNode> cluster) {
    int replicas = Math.min(3, cluster.size());
    int minInSync = Math.max(1, replicas - 1);
    String voters =
        cluster.stream()
            .map(node -> node.id + "@" + node.host + ":" + node.controllerPort)
            .collect(Collectors.joining(","));
    return Map.ofEntries(
        Map.entry("process.roles", "broker,controller"),
        Map.entry("node.id", Integer.toString(id)),
        Map.entry("controller.quorum.voters", voters),
        Map.entry("controller.listener.names", "CONTROLLER"),
        Map.entry("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT"),
        Map.entry(
            "listeners",
            "PLAINTEXT://%s:%d,CONTROLLER://%s:%d".formatted(host, port, host, controllerPort)),
        Map.entry("advertised.listeners", "PLAINTEXT://" + address()),
        Map.entry("log.dirs", directory.resolve("log").toAbsolutePath().toString()),
        // Nothing acknowledged is ever lost, and no topic exists that nobody declared.
        Map.entry("default.replication.factor", Integer.toString(replicas)),
        Map.entry("min.insync.replicas", Integer.toString(minInSync)),
        Map.entry("offsets.topic.replication.factor", Integer.toString(replicas)),
        Map.entry("transaction.state.log.replication.factor", Integer.toString(replicas)),
        Map.entry("transaction.state.log.min.isr", Integer.toString(minInSync)),
        Map.entry("share.coordinator.state.topic.replication.factor", Integer.toString(replicas)),
        Map.entry("share.coordinator.state.topic.min.isr", Integer.toString(minInSync)),
        Map.entry("unclean.leader.election.enable", "false"),
        Map.entry("auto.create.topics.enable", "false"),
        // A dead broker is noticed in seconds, a dead transaction soon after its time-out.
        // The next controller has to be found before it begins to count the seconds of a broker.
        Map.entry("broker.session.timeout.ms", "2500"),
        Map.entry("broker.heartbeat.interval.ms", "400"),
        Map.entry("controller.quorum.fetch.timeout.ms", "1500"),
        Map.entry("controller.quorum.election.backoff.max.ms", "300"),
        Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
        // Who begins a transaction before the markers of the last one are all written waits here
        // rather than being sent away, after which all that it sent meanwhile is out of order.
        Map.entry("add.partitions.to.txn.retry.backoff.ms", "10"),
        Map.entry("add.partitions.to.txn.retry.backoff.max.ms", "1000"),
        Map.entry("leader.imbalance.check.interval.seconds", "10"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // Small enough for three of them beside everything else.
        Map.entry("offsets.topic.num.partitions", "6"),
        Map.entry("transaction.state.log.num.partitions", "6"),
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));
  }

  /** The jars the build found for a broker, and this module itself for the main class. */
  private static List<Path> classpath() {
    List<Path> classpath = new ArrayList<>();
    classpath.add(ownLocation());
    try (InputStream list = BrokerNode.class.getResourceAsStream("broker.classpath")) {
      if (list == null) {
        throw new IllegalStateException(
            "the build left no list of the broker's jars: run mvn package");
      }
      classpath.addAll(Launch.paths(new String(list.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classpath;
  }

  private static Path ownLocation() {
    try {
      return Path.of(BrokerNode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
