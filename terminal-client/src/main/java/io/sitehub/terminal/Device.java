package io.sitehub.terminal;

import io.sitehub.terminal.event.Draft;
import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.event.NumberedDraft;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.Published;
import java.util.ArrayList;
import java.util.List;

/**
 * One device whose events the journal takes: its name goes into each as {@code source}, and it has
 * a gapless count of its own ({@code deviceseq}). Any thread may publish.
 */
public final class Device {
  private final TerminalClient client;
  private final String source;
  private final String siteId;

  Device(TerminalClient client, String source, String siteId) {
    this.client = client;
    this.source = source;
    this.siteId = siteId;
  }

  /** CloudEvents {@code source}, such as {@code /sites/lyon-1/terminals/kiosk-2}. */
  public String source() {
    return source;
  }

  /**
   * Publishes an event: when this returns, it is on disk and will be sent until a gateway has
   * acknowledged or refused it, power cuts included.
   *
   * @throws JournalException if it is not on disk; its reason says what to do
   */
  public Published publish(Event event) throws JournalException {
    return publish(List.of(event)).get(0);
  }

  /**
   * Publishes events in this order, all or none; quicker than one by one.
   *
   * @throws JournalException if they are not on disk; its reason says what to do
   */
  public List<Published> publish(List<Event> events) throws JournalException {
    List<Draft> drafts = new ArrayList<>(events.size());
    for (Event event : events) {
      drafts.add(new NumberedDraft(event, source, siteId, client.now()));
    }
    return client.append(drafts);
  }
}
