package io.sitehub.cli.publish;

import io.sitehub.cli.publish.Publication.Receipt;
import io.sitehub.cli.publish.Publication.Refused;
import io.sitehub.terminal.ClientSettings;
import io.sitehub.terminal.TerminalClient;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.Fate;
import io.sitehub.terminal.fate.SendFailure;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.JournalLimits;
import io.sitehub.terminal.journal.Published;
import io.sitehub.terminal.send.SenderStatus.State;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Publishes events as a terminal would, through a journal of their own: they are sent in their
 * order until each is acknowledged or refused. What is interrupted goes on when the same events are
 * published again.
 */
public final class Publisher {
  /** How many events one transaction of the journal takes. */
  private static final int CHUNK = 1_000;

  private final PublishJournal journal;
  private final List<URI> gateways;
  private final Duration patience;
  private final InstantSource clock;
  private final Semaphore settled = new Semaphore(0);

  /**
   * @param gateways base addresses; at least one
   * @param patience how long to go on while no gateway settles anything
   */
  public Publisher(
      PublishJournal journal, List<URI> gateways, Duration patience, InstantSource clock) {
    this.journal = journal;
    this.gateways = gateways;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * Publishes events and forgets the journal once all are settled.
   *
   * @throws JournalException when the journal cannot be used, or two different events have one name
   * @throws NobodyTakesThem when no gateway settles anything until patience is used up; the journal
   *     is kept
   */
  public Publication publish(List<EventText> events) throws IOException, InterruptedException {
    Publication publication;
    try (TerminalClient client = TerminalClient.open(settings(events.size()))) {
      List<Published> published = store(client, events);
      awaitSettled(client);
      publication = outcome(client, published);
    }
    journal.delete();
    return publication;
  }

  private ClientSettings settings(int events) {
    JournalLimits limits =
        new JournalLimits(
            2L * events, Long.MAX_VALUE, 2L * events, JournalLimits.DEFAULT.keptFor());
    return ClientSettings.of(journal.file(), gateways)
        .withLimits(limits)
        .withClock(clock)
        .withListener(event -> settled.release());
  }

  private static List<Published> store(TerminalClient client, List<EventText> events)
      throws JournalException {
    List<Published> published = new ArrayList<>(events.size());
    for (int from = 0; from < events.size(); from += CHUNK) {
      List<byte[]> chunk =
          events.subList(from, Math.min(events.size(), from + CHUNK)).stream()
              .map(EventText::bytes)
              .toList();
      published.addAll(client.publishVerbatim(chunk));
    }
    return published;
  }

  private void awaitSettled(TerminalClient client) throws IOException, InterruptedException {
    while (client.status().journal().waiting() > 0) {
      if (client.status().sender().state() == State.BROKEN
          || !settled.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        SendFailure why = client.status().sender().lastFailure();
        long waiting = client.status().journal().waiting();
        client.close(Duration.ZERO);
        throw new NobodyTakesThem(
            why == null ? "no answer" : why.gateway() + " " + why.detail(), waiting);
      }
      settled.drainPermits();
    }
  }

  private static Publication outcome(TerminalClient client, List<Published> published)
      throws JournalException {
    List<Receipt> receipts = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (int index = 0; index < published.size(); index++) {
      Fate fate = client.fate(published.get(index).position()).orElseThrow().fate();
      switch (fate) {
        case Fate.Acknowledged done -> {
          EventName name = Objects.requireNonNull(published.get(index).name());
          receipts.add(new Receipt(name.id(), name.source(), done.partition(), done.offset()));
        }
        case Fate.Refused no -> refused.add(new Refused(index, no.refusal()));
        case Fate.Waiting waiting ->
            throw new IllegalStateException("an event waits though none does: " + waiting);
      }
    }
    return new Publication(receipts, refused);
  }

  /** No gateway settled anything for too long. */
  public static final class NobodyTakesThem extends IOException {
    private static final long serialVersionUID = 1L;
    private final long waiting;

    NobodyTakesThem(String message, long waiting) {
      super(message);
      this.waiting = waiting;
    }

    /** How many events are in the journal yet. */
    public long waiting() {
      return waiting;
    }
  }
}
