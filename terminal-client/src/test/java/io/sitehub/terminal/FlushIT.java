package io.sitehub.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every publish that returned has flushed the disk: seen from outside, where {@code strace} is
 * there, because no kill of a process shows what the system would have lost.
 */
class FlushIT {
  private static final int EVENTS = 150;

  /** A call of {@link PublishingProcess} publishes one event or two. */
  private static final int CALLS = EVENTS / 2;

  @TempDir private Path directory = Path.of(".");

  @Test
  void everyPublishFlushesTheDisk() throws Exception {
    // Given
    assumeTrue(traces());
    Path trace = directory.resolve("trace");
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "-e", "trace=fdatasync,fsync", "-o", trace.toString()));
    command.addAll(
        PublishingProcess.command(
            directory.resolve("journal.db"), URI.create("http://127.0.0.1:1"), 1));

    // When
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int lines = 0; lines <= EVENTS; lines++) {
        assertThat(out.readLine()).isNotNull();
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.waitFor();
    }

    // Then
    try (Stream<String> calls = Files.lines(trace)) {
      assertThat(calls.filter(call -> call.contains("sync(")).count())
          .isGreaterThanOrEqualTo(CALLS);
    }
  }

  private boolean traces() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-o", directory.resolve("none").toString(), "true")
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
