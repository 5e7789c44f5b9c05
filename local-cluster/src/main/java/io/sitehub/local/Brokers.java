package io.sitehub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * A cluster of one or three real brokers in processes of their own. Brokers are named by their node
 * id, from 1.
 *
 * <p>All of them die with this JVM. {@link #close()} kills them at once: what a test leaves behind
 * is deleted, not read again.
 */
public final class Brokers implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(90);

  private final List<BrokerNode> nodes;
  private final String clusterId;
  private final List<ChildProcess> processes = new ArrayList<>();

  private Brokers(List<BrokerNode> nodes, String clusterId) {
    this.nodes = nodes;
    this.clusterId = clusterId;
  }

  /**
   * Lays out brokers on free ports without starting them.
   *
   * @param directory where each gets a directory {@code broker-N} and a log {@code broker-N.log}
   */
  public static List<BrokerNode> layOut(Path directory, int count) {
    List<Integer> ports = FreePorts.take(2 * count);
    return IntStream.rangeClosed(1, count)
        .mapToObj(id ->
            new BrokerNode(
                id,
                ports.get(2 * id - 2),
                ports.get(2 * id - 1),
                directory.resolve("broker-" + id),
                directory.resolve("broker-" + id + ".log")))
        .toList();
  }

  /**
   * The id of the cluster whose brokers live under this directory; made on first use, once however
   * many threads ask.
   *
   * @throws UncheckedIOException when it can be neither read nor written
   */
  public static synchronized String clusterId(Path directory) {
    Path file = directory.resolve("cluster.id");
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        Files.writeString(file, Uuid.randomUuid().toString());
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }

  /**
   * Starts brokers side by side and waits until every one takes part in the cluster.
   *
   * @param directory for their data and logs
   * @param count 1 or 3
   * @throws IllegalStateException when one ends or the cluster is not complete in 90 seconds
   */
  public static Brokers start(Path directory, int count) {
    Brokers brokers = new Brokers(layOut(directory, count), clusterId(directory));
    for (BrokerNode node : brokers.nodes) {
      brokers.processes.add(brokers.launch(node));
    }
    try {
      brokers.awaitReady();
    } catch (RuntimeException e) {
      brokers.close();
      throw e;
    }
    return brokers;
  }

  /** What clients are given to find the cluster: the addresses of all its brokers. */
  public String bootstrapServers() {
    return nodes.stream().map(BrokerNode::address).collect(Collectors.joining(","));
  }

  /** How many brokers there should be. */
  public int size() {
    return nodes.size();
  }

  /** The replication factor that fits: 3, or 1 on a single broker. */
  public short replicationFactor() {
    return (short) Math.min(3, nodes.size());
  }

  /** The process of one broker, to be frozen, thawed or watched. */
  public synchronized ChildProcess process(int id) {
    return processes.get(id - 1);
  }

  /** SIGKILL for one broker. */
  public void kill(int id) {
    process(id).kill();
  }

  /** Starts a dead broker again, on the same ports with the same data; does not wait for it. */
  public synchronized void restart(int id) {
    if (processes.get(id - 1).alive()) {
      throw new IllegalStateException(processes.get(id - 1) + " is alive");
    }
    processes.set(id - 1, launch(nodes.get(id - 1)));
  }

  /**
   * Waits until every broker takes part in the cluster.
   *
   * @throws IllegalStateException when one has ended, or after 90 seconds
   */
  public void awaitReady() {
    Ready.await(
        "brokers",
        START_DEADLINE,
        () -> {
          nodes.forEach(node -> process(node.id()).requireAlive());
          return ready();
        },
        this::logTails);
  }

  /** Kills all of them at once. */
  @Override
  public synchronized void close() {
    processes.parallelStream().forEach(ChildProcess::kill);
  }

  private boolean ready() {
    return nodes.stream().allMatch(node -> Ready.listens(node.port()))
        && Ready.brokers(bootstrapServers()) == nodes.size();
  }

  private ChildProcess launch(BrokerNode node) {
    return ChildProcess.startTied(node.launch(nodes, clusterId));
  }

  private String logTails() {
    return nodes.stream()
        .map(node -> node.name() + ":\n" + process(node.id()).logTail(10))
        .collect(Collectors.joining("\n"));
  }
}
