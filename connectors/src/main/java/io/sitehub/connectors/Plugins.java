package io.sitehub.connectors;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Where the build left what a worker of Kafka Connect needs. */
public final class Plugins {

  private Plugins() {}

  /** The directory for {@code plugin.path}: one plugin, apart from the worker's own jars. */
  public static Path directory() {
    return Path.of(resource("plugin.path"));
  }

  /** The jars of the worker itself, as Apache Kafka publishes them. */
  public static List<Path> workerClasspath() {
    return Arrays.stream(resource("worker.classpath").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private static String resource(String name) {
    try (InputStream resource = Plugins.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the build left no " + name + ": run mvn package");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
