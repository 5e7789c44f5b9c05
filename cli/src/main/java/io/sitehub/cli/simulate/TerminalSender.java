package io.sitehub.cli.simulate;

import io.sitehub.terminal.Device;
import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.journal.JournalException.Reason;
import io.sitehub.terminal.journal.Published;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * One terminal at work: publishes its events, each when it is due, as programs at terminals do. The
 * journal sees to it that they arrive, and numbers them as the plan has them.
 */
final class TerminalSender {

  /** As many events as one call publishes at most. */
  private static final int LARGEST_CALL = 100;

  private static final long PAUSE_WHEN_FULL_MS = 50;

  /** How long the journal may be full, because no gateway takes anything. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

  private final SiteJournal journal;
  private final Device device;
  private final List<Delivery> deliveries;
  private final Map<Delivery, Long> dueNanos;

  /**
   * @param deliveries first sendings of one terminal, in its order
   * @param dueNanos when each is due, from the start
   */
  TerminalSender(
      SiteJournal journal,
      Terminal terminal,
      List<Delivery> deliveries,
      Map<Delivery, Long> dueNanos) {
    this.journal = journal;
    this.device = journal.device(terminal);
    this.deliveries = deliveries;
    this.dueNanos = dueNanos;
  }

  /**
   * Publishes everything when it is due; {@code startNanos} is a {@link System#nanoTime}. Returns
   * early if the journal is full for too long.
   *
   * @throws JournalException when the journal cannot be used
   */
  void run(long startNanos) throws JournalException, InterruptedException {
    int next = 0;
    boolean taken = true;
    while (taken && next < deliveries.size()) {
      long waitNanos = startNanos + due(next) - System.nanoTime();
      if (waitNanos > 0) {
        TimeUnit.NANOSECONDS.sleep(waitNanos);
      }
      List<Delivery> call = takeFrom(next, System.nanoTime() - startNanos);
      next += call.size();
      taken = publish(call);
    }
  }

  /** All that is due by now, but no more than one call publishes. */
  private List<Delivery> takeFrom(int next, long nowNanos) {
    int end = next + 1;
    while (end < deliveries.size() && end - next < LARGEST_CALL && due(end) <= nowNanos) {
      end++;
    }
    return deliveries.subList(next, end);
  }

  private boolean publish(List<Delivery> call) throws JournalException, InterruptedException {
    List<Event> events = new ArrayList<>(call.size());
    call.forEach(delivery -> events.add(delivery.event().toEvent()));
    List<Published> published = publishWhenThereIsRoom(events);
    for (int i = 0; i < published.size(); i++) {
      long planned = call.get(i).event().deviceseq();
      long given = Objects.requireNonNull(published.get(i).deviceSeq());
      if (given != planned) {
        throw new IllegalStateException(
            "%s: the journal numbers %d what is planned as %d"
                .formatted(device.source(), given, planned));
      }
      if (published.get(i).known()) {
        journal.recall(published.get(i));
      }
    }
    return !published.isEmpty();
  }

  /** Returns nothing when there is no room for too long. */
  private List<Published> publishWhenThereIsRoom(List<Event> events)
      throws JournalException, InterruptedException {
    long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() - giveUpNanos < 0) {
      try {
        return device.publish(events);
      } catch (JournalException e) {
        if (e.reason() != Reason.FULL) {
          throw e;
        }
        Thread.sleep(PAUSE_WHEN_FULL_MS);
      }
    }
    return List.of();
  }

  private long due(int index) {
    return dueNanos.getOrDefault(deliveries.get(index), 0L);
  }
}
