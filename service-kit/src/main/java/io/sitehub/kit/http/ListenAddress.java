package io.sitehub.kit.http;

import io.sitehub.kit.config.Settings;

/**
 * Where a server of ours listens.
 *
 * @param host address to bind, the loopback one unless configured otherwise
 * @param port 0 picks a free one
 * @param portKey the configuration key that sets the port, for messages
 */
public record ListenAddress(String host, int port, String portKey) {

  /** Loopback of IPv4. */
  public static final String LOOPBACK = "127.0.0.1";

  /** Reads {@code <prefix>.host} and {@code <prefix>.port}. */
  public static ListenAddress from(Settings settings, String prefix, int defaultPort) {
    String portKey = prefix + ".port";
    return new ListenAddress(
        settings.text(prefix + ".host", LOOPBACK),
        settings.integer(portKey, defaultPort, 0, 65535),
        portKey);
  }

  /** A free port on loopback, for tests. */
  public static ListenAddress anyPort() {
    return new ListenAddress(LOOPBACK, 0, "http.port");
  }
}
