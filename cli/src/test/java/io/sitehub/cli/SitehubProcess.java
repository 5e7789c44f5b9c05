package io.sitehub.cli;

import io.sitehub.local.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real command, in a process of its own, as {@code ./sitehub} runs it. */
final class SitehubProcess {
  private static final long DEADLINE_S = 240;

  private final Path data;

  SitehubProcess(Path data) {
    this.data = data;
  }

  /**
   * What a command came to.
   *
   * @param code it exited with
   * @param out standard output
   * @param err standard error
   */
  record End(int code, String out, String err) {}

  /** Runs a command on the site until it ends. */
  End run(String... args) throws IOException, InterruptedException {
    Path out = Files.createTempFile("sitehub", ".out");
    Path err = Files.createTempFile("sitehub", ".err");
    Process process = start(out, err, args);
    if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
      process.destroy();
      throw new IllegalStateException(String.join(" ", args) + " does not end");
    }
    return new End(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Starts a command on the site. */
  Process start(Path out, Path err, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Launch.sameJava().toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.sitehub.cli.Sitehub"));
    command.addAll(List.of(args));
    command.addAll(List.of("--data", data.toString()));
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }
}
