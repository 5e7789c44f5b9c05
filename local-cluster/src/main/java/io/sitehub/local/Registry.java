package io.sitehub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A schema registry in a process of its own, beside {@link Brokers} that keep what it knows. Dies
 * with this JVM.
 */
public final class Registry implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(90);
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

  private final RegistryNode node;
  private final Launch launch;
  private ChildProcess process;

  private Registry(RegistryNode node, Launch launch) {
    this.node = node;
    this.launch = launch;
    this.process = ChildProcess.startTied(launch);
  }

  /** Lays out a registry on free ports without starting it. */
  public static RegistryNode layOut(Path directory) {
    List<Integer> ports = FreePorts.take(2);
    return new RegistryNode(ports.get(0), ports.get(1), directory.resolve("registry-1.log"));
  }

  /**
   * Starts a registry, waits until it answers and makes it refuse incompatible schemas.
   *
   * @param directory for its log
   * @throws IllegalStateException when it ends or is not ready in 90 seconds
   */
  public static Registry start(Path directory, Brokers brokers) {
    RegistryNode node = layOut(directory);
    Registry registry = new Registry(node, node.launch(brokers.bootstrapServers()));
    try {
      registry.awaitReady();
      refuseIncompatibleSchemas(node.url());
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
    return registry;
  }

  /**
   * Sets the compatibility that every new schema version is held to, against all earlier ones: the
   * server's own default is none at all.
   *
   * @throws IllegalStateException when the registry refuses
   */
  public static void refuseIncompatibleSchemas(URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/config"))
            .timeout(REQUEST_TIMEOUT)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"FULL_TRANSITIVE\"}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            "registry answered " + response.statusCode() + ": " + response.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot configure the registry at " + url, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while configuring the registry", e);
    }
  }

  /** Base address of the Confluent-compatible protocol. */
  public URI url() {
    return node.url();
  }

  /** The process, to be killed, frozen, thawed or watched. */
  public synchronized ChildProcess process() {
    return process;
  }

  /** Starts a dead registry again on the same port; does not wait for it. */
  public synchronized void restart() {
    if (process.alive()) {
      throw new IllegalStateException(process + " is alive");
    }
    process = ChildProcess.startTied(launch);
  }

  /**
   * Waits until it answers.
   *
   * @throws IllegalStateException when it has ended, or after 90 seconds
   */
  public void awaitReady() {
    Ready.await(
        "registry",
        START_DEADLINE,
        () -> {
          process().requireAlive();
          return Ready.listens(node.managementPort()) && Ready.answers(node.readiness());
        },
        () -> process().logTail(20));
  }

  /** Kills it at once. */
  @Override
  public synchronized void close() {
    process.kill();
  }
}
