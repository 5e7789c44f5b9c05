package io.sitehub.cli.drill.ground;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network for those who are not root: each port of a site is reached through a relay, which knows
 * who is at both ends of a connection. Processes listen at {@link #BEHIND} and tell others {@link
 * #ADDRESS} with the same port.
 *
 * <p>Less than namespaces: a connection to a process that is cut off is made, and then silent; and
 * what a process sends while it is cut off arrives afterwards, for TCP would send it again.
 */
public final class RelayNetwork implements Network {
  /** Where every process is reached. */
  public static final String ADDRESS = "127.0.0.2";

  /** Where every process listens. */
  public static final String BEHIND = "127.0.0.1";

  private static final String VARIABLE = "RELAYED_PROCESS";

  private final Map<String, Link> links = new HashMap<>();
  private final Link outside = new Link();
  private final SocketOwners owners = new SocketOwners(VARIABLE);
  private final List<Relay> relays = new ArrayList<>();

  private RelayNetwork() {}

  /**
   * Relays for the ports of each process, by its name. A process is known as the sender of what it
   * sends only when it is a descendant of this one, started with {@link #mark}.
   */
  public static RelayNetwork of(Map<String, List<Integer>> ports) {
    RelayNetwork network = new RelayNetwork();
    ports.keySet().forEach(name -> network.links.put(name, new Link()));
    ports.forEach((name, all) -> all.forEach(port -> network.relay(network.link(name), port)));
    network.relays.forEach(Relay::start);
    return network;
  }

  /** What has to be in the environment of a process of this name. */
  public static Map<String, String> mark(String name) {
    return Map.of(VARIABLE, name);
  }

  @Override
  public void muteSending(String name) {
    link(name).muteSending();
  }

  @Override
  public void muteReceiving(String name) {
    link(name).muteReceiving();
  }

  @Override
  public void slow(String name, int kilobitPerSecond) {
    link(name).slow(kilobitPerSecond);
  }

  @Override
  public void restore(String name) {
    link(name).restore();
  }

  @Override
  public void close() {
    relays.forEach(Relay::close);
  }

  private void relay(Link server, int port) {
    relays.add(
        new Relay(
            new InetSocketAddress(ADDRESS, port),
            new InetSocketAddress(BEHIND, port),
            server,
            this::linkOf));
  }

  /** Whoever is not of the site has a link that is always whole. */
  private Link linkOf(Socket client) {
    return owners.of(client.getPort(), client.getLocalPort()).map(this::link).orElse(outside);
  }

  private Link link(String name) {
    return Objects.requireNonNull(links.get(name), () -> name + " is not in this network");
  }
}
