package io.sitehub.cli.site;

import io.sitehub.local.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Caches of what a JVM otherwise does anew at every start: finding, reading and linking classes
 * (JEP 483, 514 and 515). One for each role; with them a site starts in little more than half the
 * time.
 *
 * <p>A cache fits the Java and the jars it was recorded with. The JVM passes over one that does not
 * fit, so a stale cache costs time and nothing else.
 */
public sealed interface QuickStart {

  /** This launch, making use of the caches or recording for them. */
  Launch apply(Role role, Launch launch);

  /** Every start takes as long as it takes. */
  record Off() implements QuickStart {
    @Override
    public Launch apply(Role role, Launch launch) {
      return launch;
    }
  }

  /**
   * Starts with what was recorded, where something was.
   *
   * @param directory where the caches are
   */
  record Use(Path directory) implements QuickStart {
    @Override
    public Launch apply(Role role, Launch launch) {
      Path cache = cache(directory, role);
      return Files.exists(cache)
          ? launch.withJvmArgs(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"))
          : launch;
    }
  }

  /**
   * Records, until each process ends in order, what its role needs. {@link #assemble} makes the
   * caches of it afterwards.
   *
   * @param directory where the caches will be
   */
  record Record(Path directory) implements QuickStart {
    /**
     * Makes the directory.
     *
     * @throws UncheckedIOException when that cannot be
     */
    public Record {
      try {
        Files.createDirectories(directory);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot use " + directory + " for caches", e);
      }
    }

    @Override
    public Launch apply(Role role, Launch launch) {
      return launch.withJvmArgs(
          List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording(role)));
    }

    /** How to make the cache of a role from its recording, given how the role is launched. */
    public Launch assemble(Role role, Launch launch) {
      return launch.withJvmArgs(
          List.of(
              "-XX:AOTMode=create",
              "-XX:AOTConfiguration=" + recording(role),
              "-XX:AOTCache=" + cache(role)));
    }

    /** Where the cache of a role will be. */
    public Path cache(Role role) {
      return QuickStart.cache(directory, role);
    }

    private Path recording(Role role) {
      return directory.resolve(role.label() + ".recording");
    }
  }

  private static Path cache(Path directory, Role role) {
    return directory.resolve(role.label() + ".aot");
  }

  /** The system property that says where the build left the caches. */
  String PROPERTY = "sitehub.caches";

  /** As the build left it: its caches, or off where it left none. */
  static QuickStart ofBuild() {
    String directory = System.getProperty(PROPERTY, "");
    return directory.isEmpty() ? new Off() : new Use(Path.of(directory));
  }

  /** The JVM argument with which another process of ours finds the same caches. */
  static String handedOn() {
    return "-D" + PROPERTY + "=" + System.getProperty(PROPERTY, "");
  }
}
