package io.sitehub.model.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where the registry is and how long to wait for it.
 *
 * @param servers base addresses, any of which will do, such as {@code
 *     http://127.0.0.1:8081/apis/ccompat/v7}
 * @param requestTimeout how long one attempt at one server may take
 * @param deadline how long a question may take in all, retries included
 */
public record RegistrySettings(List<URI> servers, Duration requestTimeout, Duration deadline) {

  /** Refuses what cannot work. */
  public RegistrySettings {
    servers = servers.stream().map(RegistrySettings::withoutTrailingSlash).toList();
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("servers must name at least one registry");
    }
    for (URI server : servers) {
      boolean http = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
      if (!http || server.getHost() == null || server.getQuery() != null) {
        throw new IllegalArgumentException(
            "servers must be http or https addresses without a query, not " + server);
      }
    }
    if (!requestTimeout.isPositive()) {
      throw new IllegalArgumentException("requestTimeout must be positive, not " + requestTimeout);
    }
    if (!deadline.isPositive()) {
      throw new IllegalArgumentException("deadline must be positive, not " + deadline);
    }
  }

  /** Two seconds an attempt, ten in all. */
  public static RegistrySettings of(List<URI> servers) {
    return new RegistrySettings(servers, Duration.ofSeconds(2), Duration.ofSeconds(10));
  }

  private static URI withoutTrailingSlash(URI server) {
    String text = server.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : server;
  }
}
