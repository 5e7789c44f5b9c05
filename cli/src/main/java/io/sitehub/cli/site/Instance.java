package io.sitehub.cli.site;

import java.net.URI;

/**
 * One process of a local site.
 *
 * @param role what it is for
 * @param number which one of its role, from 1
 * @param port where it does its work
 * @param sidePort where the other controllers reach a broker; where health and metrics of any other
 *     process are
 */
public record Instance(Role role, int number, int port, int sidePort) {

  /** What it is called: {@code gateway-1}. */
  public String name() {
    return role.label() + "-" + number;
  }

  /** Where it does its work, as a client is given it. */
  public String address() {
    return role == Role.BROKER ? "127.0.0.1:" + port : url().toString();
  }

  /** Base address of anything that speaks HTTP. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Answers 2xx when it can do its work. */
  public URI readiness() {
    return URI.create("http://127.0.0.1:" + sidePort + "/health/ready");
  }

  /** Answers 2xx unless it is beyond hope. */
  public URI liveness() {
    return URI.create("http://127.0.0.1:" + sidePort + "/health/live");
  }
}
