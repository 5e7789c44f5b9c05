package io.sitehub.cli.simulate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The repeats of one terminal: it sends events again that were acknowledged, in the HTTP form of
 * its kind of device, to any gateway. The journal never does that on purpose; devices that talk to
 * a gateway themselves do whenever an answer is lost. Until an answer comes it is sent again, to
 * the next gateway, until the patience is used up.
 */
final class RepeatSender {
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 2_000;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

  private final List<Delivery> repeats;
  private final Map<Delivery, Long> dueNanos;
  private final List<URI> gateways;
  private final HttpClient http;
  private final SiteJournal journal;
  private final Ledger ledger;
  private int gateway;

  /**
   * @param terminal whose they are
   * @param repeats in their order
   * @param journal says when an event was acknowledged
   */
  RepeatSender(
      Terminal terminal,
      List<Delivery> repeats,
      Map<Delivery, Long> dueNanos,
      List<URI> gateways,
      HttpClient http,
      SiteJournal journal,
      Ledger ledger) {
    this.repeats = repeats;
    this.dueNanos = dueNanos;
    this.gateways = gateways;
    this.http = http;
    this.journal = journal;
    this.ledger = ledger;
    this.gateway = Math.floorMod(terminal.source().hashCode(), gateways.size());
  }

  /** Sends each again when it is due; {@code startNanos} is a {@link System#nanoTime}. */
  void run(long startNanos) throws InterruptedException {
    for (Delivery repeat : repeats) {
      long waitNanos = startNanos + dueNanos.getOrDefault(repeat, 0L) - System.nanoTime();
      if (waitNanos > 0) {
        TimeUnit.NANOSECONDS.sleep(waitNanos);
      }
      if (wasAcknowledged(repeat)) {
        send(repeat);
      }
    }
  }

  private boolean wasAcknowledged(Delivery repeat) throws InterruptedException {
    try {
      return journal.acknowledged(repeat).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails it", e);
    }
  }

  private void send(Delivery repeat) throws InterruptedException {
    gateway++;
    long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
    long pauseMs = FIRST_PAUSE_MS;
    for (int attempt = 0; attempt == 0 || System.nanoTime() < giveUpNanos; attempt++) {
      ledger.attempt(attempt > 0);
      switch (post(repeat.event())) {
        case Answer.Acknowledged done -> {
          ledger.acknowledge(repeat);
          return;
        }
        case Answer.Refused refused -> {
          ledger.refuse(repeat, refused.status, refused.body);
          return;
        }
        case Answer.Unknown unknown -> {
          gateway++;
          Thread.sleep(pauseMs);
          pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        }
      }
    }
    ledger.giveUpRepeat();
  }

  private sealed interface Answer {
    record Acknowledged() implements Answer {}

    record Refused(int status, String body) implements Answer {}

    /** Busy, broken or silent: perhaps it was written, perhaps not. */
    record Unknown() implements Answer {}
  }

  private Answer post(PlannedEvent event) throws InterruptedException {
    URI target = gateways.get(Math.floorMod(gateway, gateways.size()));
    HttpRequest request = CloudEventHttp.request(target, List.of(event));
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      int status = response.statusCode();
      if (status >= 200 && status < 300) {
        return new Answer.Acknowledged();
      }
      boolean mine = status >= 400 && status < 500 && status != 408 && status != 429;
      return mine ? new Answer.Refused(status, response.body()) : new Answer.Unknown();
    } catch (IOException unreachable) {
      return new Answer.Unknown();
    }
  }
}
