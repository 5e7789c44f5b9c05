package io.sitehub.cli.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The directory a local site lives in.
 *
 * <pre>
 * run/        state.json, supervisor.lock, one property file a process
 * logs/       one file a process, and the supervisor's own
 * data/       what has to survive: brokers' logs, processors' stores, the earliest simulated day
 * erp/        how to reach the ERP's database, and the one that stands for it
 * drills/     what came out of each drill, what it was measured by, what was planned
 * terminals/  journals of events that are being published, by people and by simulated terminals
 * </pre>
 */
public record DataDirectory(Path root) {
  private static final String SMALL = "small";
  private static final String REDUNDANT = "redundant";

  /** Makes the path absolute: processes started from it must not depend on where a shell stands. */
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** Where one command leaves for another what runs. */
  public Path stateFile() {
    return root.resolve("run/state.json");
  }

  /** Locked for as long as somebody supervises. */
  public Path lockFile() {
    return root.resolve("run/supervisor.lock");
  }

  /** Property file of a process. */
  public Path config(Instance instance) {
    return root.resolve("run/" + instance.name() + ".properties");
  }

  /** Output of a process. */
  public Path log(Instance instance) {
    return root.resolve("logs/" + instance.name() + ".log");
  }

  /** What the supervisor did and why. */
  public Path supervisorLog() {
    return root.resolve("logs/supervisor.log");
  }

  /** Data of a process. */
  public Path data(Instance instance) {
    return root.resolve("data/" + instance.name());
  }

  /** Data that belongs to no process. */
  public Path data() {
    return root.resolve("data");
  }

  /** How to reach the ERP's database: for the eyes of its owner. */
  public Path erpAccess() {
    return root.resolve("erp/access.properties");
  }

  /** How to reach the database that stands for an ERP's, also while another one is used. */
  public Path erpDatabase() {
    return root.resolve("erp/database.properties");
  }

  /** What drills of this site leave behind; made by the first one. */
  public Path drills() {
    return root.resolve("drills");
  }

  /** Journals of events on their way to a gateway; made by whoever has some. */
  public Path terminals() {
    return root.resolve("terminals");
  }

  /**
   * Makes the directories.
   *
   * @throws UncheckedIOException when that cannot be
   */
  public void create() {
    try {
      Files.createDirectories(root.resolve("run"));
      Files.createDirectories(root.resolve("logs"));
      Files.createDirectories(root.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + root + " for data", e);
    }
  }

  /**
   * Notes on the first start whether the site is small, and refuses the other kind ever after: what
   * one broker holds cannot become what three hold, nor the other way round.
   *
   * @return what is wrong, or an empty string
   */
  public String claim(boolean small) {
    Path file = data().resolve("shape");
    String wanted = small ? SMALL : REDUNDANT;
    try {
      if (Files.notExists(file)) {
        Files.writeString(file, wanted + "\n");
      }
      String found = Files.readString(file).strip();
      return found.equals(wanted)
          ? ""
          : "the data in %s belongs to a %s site, not to a %s one".formatted(root, found, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use " + file, e);
    }
  }
}
