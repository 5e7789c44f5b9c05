package io.sitehub.cli.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What a supervisor did and why, a line each, in its own log file, as far as it can be written. */
final class Journal {
  private final Path file;
  private final InstantSource clock;

  Journal(Path file, InstantSource clock) {
    this.file = file;
    this.clock = clock;
  }

  synchronized void note(String line) {
    try {
      Files.writeString(
          file,
          clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + line + System.lineSeparator(),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A full disk takes the account of what was done, but must not stop it from being done.
      return;
    }
  }
}
