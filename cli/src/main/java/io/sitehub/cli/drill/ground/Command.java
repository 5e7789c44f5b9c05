package io.sitehub.cli.drill.ground;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the system, such as {@code ip} or {@code mount}. */
final class Command {
  private static final long DEADLINE_SECONDS = 30;

  private Command() {}

  /**
   * Runs a command to its end.
   *
   * @return what it printed
   * @throws IOException when it cannot be started, fails or takes longer than 30 s
   */
  static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(List.of(command) + " took longer than " + DEADLINE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException(List.of(command) + " was interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(List.of(command) + " failed: " + output.strip());
    }
    return output;
  }

  /** Runs a command whose failure means that there is nothing left to do. */
  static void attempt(String... command) {
    try {
      run(command);
    } catch (IOException e) {
      return; // what it would undo is not there
    }
  }
}
