package io.sitehub.terminal;

import io.sitehub.terminal.fate.FateListener;
import io.sitehub.terminal.journal.JournalLimits;
import io.sitehub.terminal.send.SendLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link TerminalClient} works.
 *
 * @param journal file of the journal, on a local disk; made if there is none. Beside it lies a
 *     second one of the same name with {@code -wal}.
 * @param gateways base addresses; at least one, better two
 * @param limits how much the journal holds
 * @param sending how it is sent
 * @param clock the terminal's
 * @param listener is told the fate of events
 * @param headers sent with every request, such as {@code Authorization}; never logged
 * @param ssl whom to trust and what to show; null: as Java does
 */
public record ClientSettings(
    Path journal,
    List<URI> gateways,
    JournalLimits limits,
    SendLimits sending,
    InstantSource clock,
    FateListener listener,
    Map<String, String> headers,
    @Nullable SSLContext ssl) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if there is no gateway, one is named twice, or one is no HTTP
   *     address
   */
  public ClientSettings {
    gateways = List.copyOf(gateways);
    headers = Map.copyOf(headers);
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("gateways is empty, must name at least one");
    }
    if (new HashSet<>(gateways).size() < gateways.size()) {
      throw new IllegalArgumentException("gateways names one twice: " + gateways);
    }
    for (URI gateway : gateways) {
      boolean http = "http".equals(gateway.getScheme()) || "https".equals(gateway.getScheme());
      if (!http || gateway.getHost() == null || gateway.getQuery() != null) {
        throw new IllegalArgumentException(
            "gateways has " + gateway + ", must be like https://gateway-1:8080");
      }
    }
  }

  /** The defaults, with the clock of the system, telling nobody. */
  public static ClientSettings of(Path journal, List<URI> gateways) {
    return new ClientSettings(
        journal,
        gateways,
        JournalLimits.DEFAULT,
        SendLimits.DEFAULT,
        Clock.systemUTC(),
        event -> {},
        Map.of(),
        null);
  }

  /** The same with these limits of the journal. */
  public ClientSettings withLimits(JournalLimits other) {
    return new ClientSettings(journal, gateways, other, sending, clock, listener, headers, ssl);
  }

  /** The same, sent like this. */
  public ClientSettings withSending(SendLimits other) {
    return new ClientSettings(journal, gateways, limits, other, clock, listener, headers, ssl);
  }

  /** The same by this clock. */
  public ClientSettings withClock(InstantSource other) {
    return new ClientSettings(journal, gateways, limits, sending, other, listener, headers, ssl);
  }

  /** The same, telling this listener. */
  public ClientSettings withListener(FateListener other) {
    return new ClientSettings(journal, gateways, limits, sending, clock, other, headers, ssl);
  }

  /** The same with one more header. */
  public ClientSettings withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new ClientSettings(journal, gateways, limits, sending, clock, listener, more, ssl);
  }

  /** The same with this TLS. */
  public ClientSettings withSsl(SSLContext other) {
    return new ClientSettings(journal, gateways, limits, sending, clock, listener, headers, other);
  }

  /** Without the values of headers, which may be secrets. */
  @Override
  public String toString() {
    return "ClientSettings[journal=%s, gateways=%s, limits=%s, sending=%s, headers=%s]"
        .formatted(journal, gateways, limits, sending, headers.keySet());
  }
}
