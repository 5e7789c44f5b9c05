package io.sitehub.terminal;

import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.Published;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the README shows, compiled. */
final class UsageExample {
  private UsageExample() {}

  static void run() throws JournalException {
    // example
    ClientSettings settings =
        ClientSettings.of(
            Path.of("/var/lib/kiosk/journal.db"),
            List.of(URI.create("http://gateway-1:8080"), URI.create("http://gateway-2:8080")));
    try (TerminalClient client = TerminalClient.open(settings)) {
      Device kiosk = client.device("/sites/lyon-1/terminals/kiosk-2", "lyon-1");
      Published published =
          kiosk.publish(
              Event.of("com.sitehub.gate.entered.v1")
                  .subject("v-0001")
                  .data(Map.of("gateId", "north"))
                  .build());
      // On disk now: neither a power cut nor a dead gateway loses it.
      client.fate(published.position()).ifPresent(fate -> System.out.println(fate.fate()));
    }
    // end
  }
}
