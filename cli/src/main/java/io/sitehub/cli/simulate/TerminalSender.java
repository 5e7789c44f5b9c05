package io.sitehub.cli.simulate;

import io.sitehub.cli.simulate.SimulationResult.Refusal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One terminal at work: sends its events one request after the other, so that they arrive in its
 * order. Whatever is not an acknowledgement and not a refusal is sent again, with the same ids, to
 * the next gateway, until the patience is used up.
 */
final class TerminalSender {

  /** As many events as a handheld puts into a request; a gateway takes up to 1,000. */
  private static final int LARGEST_BATCH = 100;

  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 2_000;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

  private final Terminal terminal;
  private final List<Delivery> deliveries;
  private final Map<Delivery, Long> dueNanos;
  private final List<URI> gateways;
  private final HttpClient http;
  private final Ledger ledger;
  private int gateway;

  TerminalSender(
      Terminal terminal,
      List<Delivery> deliveries,
      Map<Delivery, Long> dueNanos,
      List<URI> gateways,
      HttpClient http,
      Ledger ledger) {
    this.terminal = terminal;
    this.deliveries = deliveries;
    this.dueNanos = dueNanos;
    this.gateways = gateways;
    this.http = http;
    this.ledger = ledger;
    this.gateway = Math.floorMod(terminal.source().hashCode(), gateways.size());
  }

  /** Sends everything when it is due; {@code startNanos} is a {@link System#nanoTime}. */
  void run(long startNanos) throws InterruptedException {
    int next = 0;
    while (next < deliveries.size()) {
      long waitNanos = startNanos + due(next) - System.nanoTime();
      if (waitNanos > 0) {
        TimeUnit.NANOSECONDS.sleep(waitNanos);
      }
      List<Delivery> request = takeFrom(next, System.nanoTime() - startNanos);
      next += request.size();
      send(request);
    }
  }

  /** What goes into one request: for a batching terminal all that is due, no event twice. */
  private List<Delivery> takeFrom(int next, long nowNanos) {
    List<Delivery> taken = new ArrayList<>(List.of(deliveries.get(next)));
    if (terminal.mode() != Terminal.Mode.BATCHED || taken.getFirst().repeat()) {
      return taken;
    }
    Set<String> ids = new HashSet<>(Set.of(taken.getFirst().event().id()));
    for (int i = next + 1; i < deliveries.size() && taken.size() < LARGEST_BATCH; i++) {
      Delivery more = deliveries.get(i);
      if (due(i) > nowNanos || more.repeat() || !ids.add(more.event().id())) {
        break;
      }
      taken.add(more);
    }
    return taken;
  }

  private void send(List<Delivery> request) throws InterruptedException {
    List<PlannedEvent> events = request.stream().map(Delivery::event).toList();
    if (request.getFirst().repeat()) {
      gateway++;
    }
    long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
    long pauseMs = FIRST_PAUSE_MS;
    for (int attempt = 0; attempt == 0 || System.nanoTime() < giveUpNanos; attempt++) {
      ledger.attempt(attempt > 0);
      switch (post(events)) {
        case Answer.Acknowledged done -> {
          request.forEach(ledger::acknowledge);
          return;
        }
        case Answer.Refused refused -> {
          List<String> ids = events.stream().map(PlannedEvent::id).toList();
          ledger.refuse(new Refusal(terminal.source(), ids, refused.status, refused.body));
          return;
        }
        case Answer.Unknown unknown -> {
          gateway++;
          Thread.sleep(pauseMs);
          pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
        }
      }
    }
    ledger.giveUp(events.size());
  }

  private sealed interface Answer {
    record Acknowledged() implements Answer {}

    record Refused(int status, String body) implements Answer {}

    /** Busy, broken or silent: perhaps it was written, perhaps not. */
    record Unknown() implements Answer {}
  }

  private Answer post(List<PlannedEvent> events) throws InterruptedException {
    URI target = gateways.get(Math.floorMod(gateway, gateways.size()));
    HttpRequest request = CloudEventHttp.request(target, events);
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

  private long due(int index) {
    return dueNanos.getOrDefault(deliveries.get(index), 0L);
  }
}
