package io.sitehub.terminal;

import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.journal.Published;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A terminal that publishes until it is killed, on as many threads as devices: prints {@code source
 * deviceseq id} of each event whose publish has returned.
 */
final class PublishingProcess {
  private PublishingProcess() {}

  /** How to start one: on this journal, with a gateway where nobody listens. */
  static List<String> command(Path file, URI nobody, int devices) {
    return List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-Xmx128m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        PublishingProcess.class.getName(),
        file.toString(),
        nobody.toString(),
        Integer.toString(devices));
  }

  public static void main(String[] args) throws Exception {
    TerminalClient client =
        TerminalClient.open(ClientSettings.of(Path.of(args[0]), List.of(URI.create(args[1]))));
    System.out.println("ready");
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[2]); i++) {
      Device device = client.device("/sites/lyon-1/device-" + i, "lyon-1");
      threads.add(Thread.ofPlatform().start(() -> publishForEver(device)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void publishForEver(Device device) {
    try {
      for (int n = 1; ; n++) {
        List<Event> events =
            new ArrayList<>(
                List.of(
                    Event.of("com.sitehub.gate.entered.v1").data(Map.of("n", n)).build(),
                    Event.of("com.sitehub.gate.exited.v1").data(Map.of("n", n)).build()));
        StringBuilder line = new StringBuilder();
        for (Published published : device.publish(events.subList(0, 1 + n % 2))) {
          line.append(device.source())
              .append(' ')
              .append(published.deviceSeq())
              .append(' ')
              .append(Objects.requireNonNull(published.name()).id())
              .append('\n');
        }
        // One write for a line: several threads share the pipe.
        System.out.print(line);
        System.out.flush();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
