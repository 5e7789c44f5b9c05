package io.sitehub.kit.health;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sitehub.kit.http.HttpService;
import io.sitehub.kit.http.ListenAddress;
import io.sitehub.kit.lifecycle.Component;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What operators and load balancers ask, on a port of its own so that no client can reach it:
 *
 * <ul>
 *   <li>{@code /health/live}: 200 while the process can answer at all.
 *   <li>{@code /health/ready}: 200 when every check is ready, otherwise 503; each check with its
 *       state and reason.
 *   <li>{@code /metrics}: Prometheus text.
 *   <li>{@code /info}: role, process id, version of Java, what the service adds.
 * </ul>
 */
public final class ManagementServer implements Component {
  /** Connections that a scraper keeps open take a moment to close; nothing here is worth more. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private final String role;
  private final List<HealthCheck> checks;
  private final PrometheusMeterRegistry metrics;
  private final Map<String, String> info;
  private final HttpService http;

  /**
   * A server that is not started yet.
   *
   * @param info facts that {@code /info} shows beside its own
   */
  public ManagementServer(
      String role,
      ListenAddress address,
      List<HealthCheck> checks,
      PrometheusMeterRegistry metrics,
      Map<String, String> info) {
    this.role = role;
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
    this.info = Map.copyOf(info);
    this.http = new HttpService(role, "management", address, this::routes);
  }

  @Override
  public String name() {
    return http.name();
  }

  @Override
  public void start() throws Exception {
    http.start();
  }

  @Override
  public void stop(Duration within) {
    http.stop(within.compareTo(GRACE) < 0 ? within : GRACE);
  }

  /** The port it listens on. */
  public int port() {
    return http.port();
  }

  /** {@code http://host:port}, without a slash at the end. */
  public URI uri() {
    return http.uri();
  }

  private void routes(JavalinConfig config) {
    config.routes.get("/health/live", context -> context.json(Map.of("state", "up")));
    config.routes.get("/health/ready", this::ready);
    config.routes.get("/metrics", this::scrape);
    config.routes.get("/info", this::info);
  }

  private void ready(Context context) {
    Map<String, Map<String, String>> states = new LinkedHashMap<>();
    boolean ready = true;
    for (HealthCheck check : checks) {
      Health health = ask(check);
      ready &= health.isReady();
      states.put(
          check.name(),
          Map.of("state", health.isReady() ? "ready" : "not-ready", "reason", health.reason()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("state", ready ? "ready" : "not-ready");
    answer.put("checks", states);
    context.status(ready ? 200 : 503).header("Cache-Control", "no-store").json(answer);
  }

  private static Health ask(HealthCheck check) {
    try {
      return check.check();
    } catch (RuntimeException e) {
      return Health.notReady("the check itself failed: " + e.getClass().getSimpleName());
    }
  }

  private void scrape(Context context) {
    context.result(metrics.scrape());
    context.contentType("text/plain; version=0.0.4; charset=utf-8");
  }

  private void info(Context context) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("role", role);
    answer.put("pid", ProcessHandle.current().pid());
    answer.put("java", Runtime.version().toString());
    answer.putAll(info);
    context.json(answer);
  }
}
