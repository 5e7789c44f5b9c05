package io.sitehub.cli.drill.ground;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of its own for a site: each process in a network namespace with one cable, a veth pair,
 * to a bridge; this machine sits at the bridge as a host among them. What is cut off loses packets
 * silently, as behind a broken switch: nobody is told.
 *
 * <p>Needs root, {@code ip} and {@code tc}. Each name carries the pid of the maker, by which what a
 * killed one left behind is found and removed.
 */
public final class NamespaceNetwork implements Network {
  private static final String NAMESPACE = "sitehub-";
  private static final String BRIDGE = "shb";
  private static final String CABLE = "shv";
  private static final int FIRST_HOST = 10;
  private static final AtomicInteger MADE = new AtomicInteger();

  private final String token;
  private final String subnet;
  private final Map<String, Integer> hosts = new LinkedHashMap<>();

  private NamespaceNetwork(String token, String subnet) {
    this.token = token;
    this.subnet = subnet;
  }

  /** Whether this process may make namespaces and shape traffic. */
  public static boolean possible() {
    String probe = NAMESPACE + "probe-" + ProcessHandle.current().pid();
    try {
      Command.run("ip", "netns", "add", probe);
      Command.run(
          "ip", "netns", "exec", probe, "tc", "qdisc", "add", "dev", "lo", "root", "blackhole");
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      Command.attempt("ip", "netns", "del", probe);
    }
  }

  /**
   * Makes the bridge and a namespace for each name.
   *
   * @throws IOException when that is not allowed
   */
  public static NamespaceNetwork of(List<String> names) throws IOException {
    removeLeftovers();
    String token = Long.toHexString(ProcessHandle.current().pid()) + "x" + MADE.incrementAndGet();
    NamespaceNetwork network = new NamespaceNetwork(token, freeSubnet());
    try {
      network.makeBridge();
      for (String name : names) {
        network.join(name);
      }
      return network;
    } catch (IOException e) {
      network.close();
      throw e;
    }
  }

  /** The address of a process. */
  public String address(String name) {
    return subnet + "." + host(name);
  }

  /** The command that runs another one in the namespace of a process. */
  public List<String> entering(String name) {
    return List.of("ip", "netns", "exec", namespace(name));
  }

  @Override
  public void muteSending(String name) throws IOException {
    inside(name, "replace", "root", "blackhole");
  }

  @Override
  public void muteReceiving(String name) throws IOException {
    Command.run("tc", "qdisc", "replace", "dev", cable(name), "root", "blackhole");
  }

  @Override
  public void slow(String name, int kilobitPerSecond) throws IOException {
    inside(
        name,
        "replace",
        "root",
        "tbf",
        "rate",
        kilobitPerSecond + "kbit",
        "burst",
        "16kb",
        "latency",
        "400ms");
  }

  @Override
  public void restore(String name) {
    Command.attempt(
        "ip", "netns", "exec", namespace(name), "tc", "qdisc", "del", "dev", "eth0", "root");
    Command.attempt("tc", "qdisc", "del", "dev", cable(name), "root");
  }

  /** Removes namespaces and bridge; processes in a namespace keep it until they end. */
  @Override
  public void close() {
    hosts.keySet().forEach(name -> Command.attempt("ip", "netns", "del", namespace(name)));
    hosts.keySet().forEach(name -> Command.attempt("ip", "link", "del", cable(name)));
    Command.attempt("ip", "link", "del", bridge());
  }

  private void makeBridge() throws IOException {
    Command.run("ip", "link", "add", bridge(), "type", "bridge");
    Command.run("ip", "addr", "add", subnet + ".1/24", "dev", bridge());
    Command.run("ip", "link", "set", bridge(), "up");
  }

  private void join(String name) throws IOException {
    hosts.put(name, FIRST_HOST + hosts.size());
    String namespace = namespace(name);
    Command.run("ip", "netns", "add", namespace);
    Command.run(
        "ip",
        "link",
        "add",
        cable(name),
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        namespace);
    Command.run("ip", "link", "set", cable(name), "master", bridge(), "up");
    Command.run("ip", "-n", namespace, "addr", "add", address(name) + "/24", "dev", "eth0");
    Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
    Command.run("ip", "-n", namespace, "link", "set", "eth0", "up");
  }

  private void inside(String name, String verb, String... qdisc) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("ip", "netns", "exec", namespace(name), "tc", "qdisc", verb, "dev", "eth0"));
    command.addAll(List.of(qdisc));
    Command.run(command.toArray(String[]::new));
  }

  private int host(String name) {
    return Objects.requireNonNull(hosts.get(name), () -> name + " is not in this network");
  }

  private String namespace(String name) {
    return NAMESPACE + token + "-" + name;
  }

  private String bridge() {
    return BRIDGE + token;
  }

  private String cable(String name) {
    return CABLE + token + "x" + host(name);
  }

  private static String freeSubnet() throws IOException {
    String routes = Command.run("ip", "-4", "addr", "show");
    long start = ProcessHandle.current().pid() + MADE.get();
    for (long i = 0; i < 1_000; i++) {
      long number = (start + i) % 12_500;
      String subnet = "10.%d.%d".formatted(200 + number / 250, number % 250);
      if (!routes.contains(subnet + ".")) {
        return subnet;
      }
    }
    throw new IOException("no subnet is free");
  }

  private static void removeLeftovers() throws IOException {
    for (String line : Command.run("ip", "netns", "list").lines().toList()) {
      String name = line.split(" ", 2)[0];
      if (name.startsWith(NAMESPACE) && isOfTheDead(name.substring(NAMESPACE.length()))) {
        Command.attempt("ip", "netns", "del", name);
      }
    }
    for (String line : Command.run("ip", "-o", "link", "show", "type", "bridge").lines().toList()) {
      String name = line.split(":", 3)[1].strip();
      if (name.startsWith(BRIDGE) && isOfTheDead(name.substring(BRIDGE.length()))) {
        Command.attempt("ip", "link", "del", name);
      }
    }
  }

  private static boolean isOfTheDead(String token) {
    try {
      long pid = Long.parseLong(token.split("x", 2)[0], 16);
      return ProcessHandle.of(pid).isEmpty();
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
