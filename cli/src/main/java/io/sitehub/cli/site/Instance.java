package io.sitehub.cli.site;

import java.net.URI;

/**
 * One process of a local site.
 *
 * @param role what it is for
 * @param number which one of its role, from 1
 * @param host address it is reached at
 * @param port where it does its work
 * @param sidePort where the other controllers reach a broker; where health and metrics of any other
 *     process of ours are
 */
public record Instance(Role role, int number, String host, int port, int sidePort) {
  /** Where a site lies unless its processes are given hosts of their own. */
  public static final String LOOPBACK = "127.0.0.1";

  /** One on loopback. */
  public Instance(Role role, int number, int port, int sidePort) {
    this(role, number, LOOPBACK, port, sidePort);
  }

  /** The same on another host. */
  public Instance at(String other) {
    return new Instance(role, number, other, port, sidePort);
  }

  /** Whether it shares the machine's loopback with everybody else. */
  public boolean onLoopback() {
    return host.equals(LOOPBACK);
  }

  /** What it is called: {@code gateway-1}. */
  public String name() {
    return role.label() + "-" + number;
  }

  /** Where it does its work, as a client is given it. */
  public String address() {
    return switch (role) {
      case BROKER -> host + ":" + port;
      case ERP_DATABASE -> "jdbc:postgresql://" + host + ":" + port + "/postgres";
      default -> url().toString();
    };
  }

  /** Base address of anything that speaks HTTP. */
  public URI url() {
    return URI.create("http://" + host + ":" + port);
  }

  /** Answers 2xx when it can do its work. */
  public URI readiness() {
    return role == Role.CONNECT_WORKER ? connectHealth() : health("ready");
  }

  /** Answers 2xx unless it is beyond hope. */
  public URI liveness() {
    return role == Role.CONNECT_WORKER ? connectHealth() : health("live");
  }

  private URI health(String what) {
    return URI.create("http://" + host + ":" + sidePort + "/health/" + what);
  }

  /** Where a worker of Kafka Connect says it (KIP-1017): it has no port beside. */
  private URI connectHealth() {
    return url().resolve("/health");
  }
}
