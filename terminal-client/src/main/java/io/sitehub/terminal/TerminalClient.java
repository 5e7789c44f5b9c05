package io.sitehub.terminal;

import io.sitehub.terminal.event.Draft;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.event.VerbatimDraft;
import io.sitehub.terminal.fate.EventFate;
import io.sitehub.terminal.fate.RefusedEvent;
import io.sitehub.terminal.journal.Journal;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.Published;
import io.sitehub.terminal.send.Sender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Publishes events of one or several devices: each is in a journal on disk before {@code publish}
 * returns, and is sent, in order per device, to whichever gateway takes it, for as long as that
 * takes. Sitehub counts it once, however often it had to be sent.
 *
 * <p>One process has a journal at a time. Any thread may use a client.
 */
public final class TerminalClient implements AutoCloseable {
  /** How long {@link #close()} goes on sending. */
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Journal journal;
  private final Sender sender;
  private final InstantSource clock;

  private TerminalClient(Journal journal, Sender sender, InstantSource clock) {
    this.journal = journal;
    this.sender = sender;
    this.clock = clock;
  }

  /**
   * Opens the journal, or makes it, and begins to send what waits in it.
   *
   * @throws JournalException if it cannot be had for this process alone, or is not sound; the
   *     message names the file and what to do
   */
  public static TerminalClient open(ClientSettings settings) throws JournalException {
    Journal journal = Journal.open(settings.journal(), settings.limits(), settings.clock());
    Sender sender =
        new Sender(
            journal,
            settings.gateways(),
            settings.sending(),
            new SplittableRandom(),
            settings.headers(),
            settings.ssl(),
            settings.clock(),
            settings.listener());
    TerminalClient client = new TerminalClient(journal, sender, settings.clock());
    sender.start();
    return client;
  }

  /**
   * A device whose events this journal takes. A device name belongs to one journal: whoever starts
   * with a new file starts with a new name, as its count starts again.
   *
   * @param source CloudEvents {@code source}, such as {@code /sites/lyon-1/terminals/kiosk-2}
   * @param siteId the site it stands at
   */
  public Device device(String source, String siteId) {
    return new Device(this, source, siteId);
  }

  /**
   * Publishes ready CloudEvents byte for byte, with their own {@code source}, {@code id} and {@code
   * deviceseq}; otherwise as {@link Device#publish(List)}.
   *
   * @param cloudEvents JSON objects in UTF-8, which must not change any more
   * @throws IllegalArgumentException if one is not a JSON object; everything else is the gateway's
   *     to say
   * @throws JournalException if they are not on disk; its reason says what to do
   */
  public List<Published> publishVerbatim(List<byte[]> cloudEvents) throws JournalException {
    List<Draft> drafts = new ArrayList<>(cloudEvents.size());
    for (byte[] cloudEvent : cloudEvents) {
      drafts.add(new VerbatimDraft(cloudEvent));
    }
    return append(drafts);
  }

  List<Published> append(List<Draft> drafts) throws JournalException {
    List<Published> published = journal.append(drafts);
    sender.wakeUp();
    return published;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * What became of the event of this name; empty if the journal never had it, or has it no more
   * ({@link io.sitehub.terminal.journal.JournalLimits}).
   *
   * @throws JournalException if the journal cannot be read
   */
  public Optional<EventFate> fate(EventName name) throws JournalException {
    return journal.find(name).map(sender::enrich);
  }

  /**
   * What became of the event at this {@linkplain Published#position() position}; empty as above.
   *
   * @throws JournalException if the journal cannot be read
   */
  public Optional<EventFate> fate(long position) throws JournalException {
    return journal.find(position).map(sender::enrich);
  }

  /**
   * Events that gateways refused, in their order.
   *
   * @param after position of the last one already seen; 0 at first
   * @param limit how many at most
   * @throws JournalException if the journal cannot be read
   */
  public List<RefusedEvent> refused(long after, int limit) throws JournalException {
    return journal.refused(after, limit);
  }

  /**
   * Sends a refused event once more, as it is: after the gateways have learned its type, say.
   *
   * @return false if there is no refused event at this position
   * @throws JournalException if that could not be noted
   */
  public boolean redrive(long position) throws JournalException {
    boolean redriven = journal.redrive(position);
    sender.wakeUp();
    return redriven;
  }

  /**
   * Forgets a refused event: its number stays missing in the device's count, as it should be seen.
   *
   * @return false if there is no refused event at this position
   * @throws JournalException if that could not be noted
   */
  public boolean discard(long position) throws JournalException {
    return journal.discard(position);
  }

  /** How much waits and how sending goes. */
  public ClientStatus status() {
    return new ClientStatus(journal.volume(), sender.status());
  }

  /** {@link #close(Duration)} within 5 s. */
  @Override
  public void close() throws JournalException {
    close(CLOSE_WITHIN);
  }

  /**
   * Goes on sending until nothing waits, for as long as the deadline at most, then closes the
   * journal. What still waits is sent when it is opened again. Closing twice does nothing.
   *
   * @throws JournalException if the journal cannot be closed; nothing is lost
   */
  public void close(Duration deadline) throws JournalException {
    try {
      sender.stop(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      journal.close();
    }
  }
}
