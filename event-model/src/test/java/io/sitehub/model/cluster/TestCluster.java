package io.sitehub.model.cluster;

import io.sitehub.local.Brokers;
import io.sitehub.local.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Three brokers and a registry for all integration tests of this module; started by the first, gone
 * with the test's JVM. Tests keep apart by topic and subject names of their own.
 */
public final class TestCluster {

  private TestCluster() {}

  /** Made when it is first asked for. */
  private static final class Running {
    static final Path DIRECTORY = directory();
    static final Brokers BROKERS = Brokers.start(DIRECTORY, 3);
    static final Registry REGISTRY = Registry.start(DIRECTORY, BROKERS);

    private static Path directory() {
      try {
        return Files.createTempDirectory(Path.of("target"), "cluster").toAbsolutePath();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The brokers. */
  public static Brokers brokers() {
    return Running.BROKERS;
  }

  /** The registry. */
  public static Registry registry() {
    return Running.REGISTRY;
  }
}
