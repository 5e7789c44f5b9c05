package io.sitehub.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.EventFate;
import io.sitehub.terminal.fate.Fate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terminals that publish as fast as they can are killed with SIGKILL at random points, again and
 * again on one journal: what a publish that returned has published is there, and no number is
 * missing or given twice. A kill does not empty the disk's caches: that these are flushed is
 * checked by {@code JournalIT} and, for what a flush keeps, by {@code TornJournalFaultIT}.
 */
class PowerCutFaultIT {
  private static final int KILLS = Integer.getInteger("sitehub.powercut.kills", 12);
  private static final int DEVICES = 4;

  @TempDir private Path directory = Path.of(".");

  @Test
  void whatWasPublishedSurvivesAKillAtAnyPoint() throws Exception {
    long seed = Long.getLong("sitehub.seed", new Random().nextLong());
    Random random = new Random(seed);
    Path file = directory.resolve("journal.db");
    URI nobody = nobody();
    Set<EventName> returned = new HashSet<>();

    for (int kill = 1; kill <= KILLS; kill++) {
      // Given, when
      List<String> lines = publishUntilKilled(file, nobody, random.nextInt(1, 400));

      // Then
      String context = "-Dsitehub.seed=%d, kill %d".formatted(seed, kill);
      assertThat(lines).as(context).isNotEmpty();
      for (String line : lines) {
        String[] parts = line.split(" ");
        assertThat(returned.add(new EventName(parts[0], parts[2]))).as(context).isTrue();
      }
      assertNothingIsMissing(file, nobody, returned, context);
    }
    assertThat(returned).as("-Dsitehub.seed=%d", seed).hasSizeGreaterThan(KILLS);
  }

  private static void assertNothingIsMissing(
      Path file, URI nobody, Set<EventName> returned, String context) throws IOException {
    try (TerminalClient client = TerminalClient.open(ClientSettings.of(file, List.of(nobody)))) {
      for (EventName name : returned) {
        assertThat(client.fate(name).map(EventFate::fate))
            .as("%s: %s", context, name)
            .containsInstanceOf(Fate.Waiting.class);
      }
      client.close(Duration.ZERO);
    }
    StoredNumbers.assertGapless(file, context);
  }

  /** Returns what it printed, but for a line that was cut off. */
  private static List<String> publishUntilKilled(Path file, URI nobody, int afterMs)
      throws Exception {
    Process process =
        new ProcessBuilder(PublishingProcess.command(file, nobody, DEVICES))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      List<String> lines = new ArrayList<>();
      assertThat(out.readLine()).isEqualTo("ready");
      // At least one event, so that every kill has something to lose.
      lines.add(String.valueOf(out.readLine()));
      CompletableFuture<Void> killing =
          CompletableFuture.runAsync(
              process.toHandle()::destroyForcibly,
              CompletableFuture.delayedExecutor(afterMs, TimeUnit.MILLISECONDS));
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
      }
      killing.join();
      // The last line may have been cut off; the first was read before the kill.
      if (lines.size() > 1) {
        lines.removeLast();
      }
      return lines;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** An address where nobody listens. */
  private static URI nobody() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }
  }
}
