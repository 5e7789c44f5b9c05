package io.sitehub.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The schema registry of a local site: Apicurio Registry, which keeps its schemas in a topic of the
 * brokers, so that it may die and come back anywhere.
 *
 * @param host address it listens at and is reached at
 * @param port where clients speak the Confluent protocol
 * @param managementPort health and metrics
 * @param log file for its output
 */
public record RegistryNode(String host, int port, int managementPort, Path log) {
  private static final String LOOPBACK = "127.0.0.1";

  /** A registry on loopback. */
  public RegistryNode(int port, int managementPort, Path log) {
    this(LOOPBACK, port, managementPort, log);
  }

  /** Who this is, for messages. */
  public String name() {
    return "registry-1";
  }

  /** Base address of the Confluent-compatible protocol. */
  public URI url() {
    return URI.create("http://" + host + ":" + port + "/apis/ccompat/v7");
  }

  /** Answers 2xx once the schemas have been read back from the brokers. */
  public URI readiness() {
    return URI.create("http://" + host + ":" + managementPort + "/health/ready");
  }

  /**
   * How to start it. It creates its topics with the brokers' defaults, so they are replicated like
   * everything else.
   *
   * @param bootstrapServers the brokers that keep its schemas
   */
  public Launch launch(String bootstrapServers) {
    List<String> jvmArgs =
        new ArrayList<>(
            List.of(
                "-Xms48m",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager"));
    settings(bootstrapServers).forEach((key, value) -> jvmArgs.add("-D" + key + "=" + value));
    return new Launch(
        name(),
        Launch.sameJava(),
        jvmArgs,
        List.of(home().resolve("quarkus-run.jar")),
        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
        List.of(),
        Map.of(),
        log);
  }

  private Map<String, String> settings(String bootstrapServers) {
    return Map.ofEntries(
        Map.entry("quarkus.http.host", host),
        Map.entry("quarkus.http.port", Integer.toString(port)),
        // Otherwise it listens on every address of the machine.
        Map.entry("quarkus.management.host", host),
        Map.entry("quarkus.management.port", Integer.toString(managementPort)),
        Map.entry("quarkus.banner.enabled", "false"),
        Map.entry("quarkus.log.console.format", "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %p [%c] %s%e%n"),
        Map.entry("apicurio.storage.kind", "kafkasql"),
        Map.entry("apicurio.kafkasql.bootstrap.servers", bootstrapServers),
        Map.entry("apicurio.kafkasql.consumer.poll.timeout", "100"),
        Map.entry("apicurio.kafkasql.topic.partitions", "1"),
        Map.entry("apicurio.datasource.jdbc.initial-size", "2"),
        Map.entry("apicurio.datasource.jdbc.min-size", "2"),
        Map.entry("apicurio.datasource.jdbc.max-size", "10"));
  }

  /** Where the build unpacked the server. */
  private static Path home() {
    String note;
    try (InputStream in = RegistryNode.class.getResourceAsStream("registry.home")) {
      if (in == null) {
        throw new IllegalStateException(
            "the build left no note of where the registry is: run mvn package");
      }
      note = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path home = Path.of(note.strip());
    if (!Files.exists(home.resolve("quarkus-run.jar"))) {
      throw new IllegalStateException("no registry in " + home + ": run mvn package");
    }
    return home;
  }
}
