package io.sitehub.cli.simulate;

import io.sitehub.terminal.ClientSettings;
import io.sitehub.terminal.Device;
import io.sitehub.terminal.TerminalClient;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.EventFate;
import io.sitehub.terminal.fate.Fate;
import io.sitehub.terminal.fate.Refusal;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.JournalLimits;
import io.sitehub.terminal.journal.Published;
import io.sitehub.terminal.send.SenderStatus;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * The journal that the terminals of one site share, as they would on a machine of the site: it
 * tells the ledger what became of each event. If the run of this day was broken off, it goes on.
 */
final class SiteJournal implements AutoCloseable {
  /** A terminal that is faster than the gateways waits rather than filling the disk. */
  private static final long MOST_WAITING = 20_000;

  private final Ledger ledger;
  private final Map<EventName, Outbound> outbound = new HashMap<>();
  private final TerminalClient client;

  /** An event on its way; done when its fate is decided: whether it is acknowledged. */
  private record Outbound(Delivery first, CompletableFuture<Boolean> acknowledged) {}

  /**
   * Opens the journal of a site.
   *
   * @param file made if there is none
   * @throws JournalException if it cannot be used; the message says what to do
   */
  SiteJournal(Path file, SitePlan plan, List<URI> gateways, Ledger ledger, InstantSource clock)
      throws JournalException {
    this.ledger = ledger;
    for (Delivery delivery : plan.deliveries()) {
      if (!delivery.repeat()) {
        outbound.put(nameOf(delivery), new Outbound(delivery, new CompletableFuture<>()));
      }
    }
    JournalLimits limits =
        new JournalLimits(MOST_WAITING, Long.MAX_VALUE, plan.events(), Duration.ofDays(3_650));
    this.client =
        TerminalClient.open(
            ClientSettings.of(file, gateways)
                .withLimits(limits)
                .withClock(clock)
                .withListener(this::settle));
  }

  Device device(Terminal terminal) {
    return client.device(terminal.source(), terminal.siteId());
  }

  /**
   * Takes up again what an earlier run has published: if it was acknowledged, it is done; if it was
   * refused, it is sent again.
   */
  void recall(Published known) throws JournalException {
    if (!client.redrive(known.position())) {
      client.fate(known.position()).ifPresent(this::settle);
    }
  }

  /** Whether the event of a delivery was acknowledged, once that is decided. */
  CompletableFuture<Boolean> acknowledged(Delivery delivery) {
    Outbound sent = outbound.get(nameOf(delivery));
    return sent == null ? CompletableFuture.completedFuture(false) : sent.acknowledged;
  }

  SenderStatus status() {
    return client.status().sender();
  }

  private void settle(EventFate event) {
    Outbound sent = event.name() == null ? null : outbound.get(event.name());
    if (sent == null) {
      return;
    }
    switch (event.fate()) {
      case Fate.Acknowledged done -> {
        if (sent.acknowledged.complete(true)) {
          ledger.acknowledge(sent.first);
        }
      }
      case Fate.Refused refused -> {
        if (sent.acknowledged.complete(false)) {
          ledger.refuse(sent.first, refused.refusal().status(), text(refused.refusal()));
        }
      }
      case Fate.Waiting waiting -> {
        // Told when it is decided.
      }
    }
  }

  private static String text(Refusal refusal) {
    return refusal.violations().stream()
        .map(violation -> violation.pointer() + " " + violation.detail())
        .collect(Collectors.joining("; ", refusal.title() + ": ", ""));
  }

  private static EventName nameOf(Delivery delivery) {
    return new EventName(delivery.event().terminal().source(), delivery.event().id());
  }

  /** What is not settled yet stays in the file. */
  @Override
  public void close() throws JournalException {
    client.close(Duration.ZERO);
  }
}
