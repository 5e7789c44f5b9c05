package io.sitehub.kit.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.json.JavalinJackson;
import io.javalin.util.JavalinBindException;
import io.sitehub.kit.lifecycle.Component;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server as every service opens it: Javalin on virtual threads, every error a problem
 * document, no banner. Routes and limits are the service's own.
 */
public final class HttpService implements Component {
  private final String role;
  private final String name;
  private final ListenAddress address;
  private final Consumer<JavalinConfig> routes;
  private volatile @Nullable Javalin javalin;

  /**
   * A server that is not started yet.
   *
   * @param role the process role, named when the port is taken
   * @param name the component's name
   * @param routes adds routes and may change any setting; runs after the defaults are set
   */
  public HttpService(
      String role, String name, ListenAddress address, Consumer<JavalinConfig> routes) {
    this.role = role;
    this.name = name;
    this.address = address;
    this.routes = routes;
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Binds the port.
   *
   * @throws PortInUse if it cannot be bound
   */
  @Override
  public void start() throws PortInUse {
    Javalin created = Javalin.create(this::configure);
    try {
      created.start(address.host(), address.port());
    } catch (JavalinBindException e) {
      throw new PortInUse(role, address, e);
    }
    javalin = created;
  }

  /** Closes the port; requests at hand may finish within the time given. */
  @Override
  public void stop(Duration within) {
    Javalin running = javalin;
    if (running != null) {
      running.jettyServer().server().setStopTimeout(Math.max(1, within.toMillis()));
      running.stop();
    }
  }

  /**
   * The port it listens on.
   *
   * @throws IllegalStateException if it is not started
   */
  public int port() {
    Javalin running = javalin;
    if (running == null) {
      throw new IllegalStateException(name + " is not started");
    }
    return running.port();
  }

  /** {@code http://host:port}, without a slash at the end. */
  public URI uri() {
    return URI.create("http://" + address.host() + ":" + port());
  }

  private void configure(JavalinConfig config) {
    config.concurrency.useVirtualThreads = true;
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    config.http.defaultContentType = "application/json";
    config.jsonMapper(new JavalinJackson(jsonMapper(), true));
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    ProblemErrors.install(config);
    routes.accept(config);
  }

  /** Jackson as our answers use it: ISO instants, absent instead of null, fields as declared. */
  public static JsonMapper jsonMapper() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
        .build();
  }
}
