package io.sitehub.cli.drill.traffic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sitehub.cli.drill.ledger.Entry.Answer;
import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Seen;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.Terminal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Measures a site from outside, again and again: publishes an event of a new visit until it is
 * acknowledged, asks for the visit until it is there, and then for one that it has seen before,
 * which must not be gone.
 */
final class Probe {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long BETWEEN_ASKS_MS = 50;
  private static final long BETWEEN_EVENTS_MS = 150;
  private static final long BETWEEN_ATTEMPTS_MS = 100;

  private final Terminal terminal;
  private final String run;
  private final List<URI> gateways;
  private final EventPost post;
  private final Reader reader;
  private final Ledger ledger;
  private final InstantSource clock;
  private long recorded;
  private int gateway;
  private volatile boolean stopping;

  /**
   * @param run what the ids of this drill begin with, and of no other
   */
  Probe(
      String siteId,
      String run,
      List<URI> gateways,
      EventPost post,
      Reader reader,
      Ledger ledger,
      InstantSource clock) {
    this.terminal = new Terminal(siteId, "drill-probe-" + run, Terminal.Mode.STRUCTURED);
    this.run = run;
    this.gateways = gateways;
    this.post = post;
    this.reader = reader;
    this.ledger = ledger;
    this.clock = clock;
  }

  void stop() {
    stopping = true;
  }

  void run() throws InterruptedException {
    while (!stopping) {
      PlannedEvent event = nextEvent();
      Optional<Instant> acknowledgedAt = publish(event);
      if (acknowledgedAt.isPresent()) {
        await(acknowledgedAt.get(), event);
      }
      reader.ask(path("drill-" + run + "-" + (recorded + 1) / 2));
      Thread.sleep(BETWEEN_EVENTS_MS);
    }
  }

  private Optional<Instant> publish(PlannedEvent event) throws InterruptedException {
    while (true) {
      Attempt attempt =
          post.send(gateways.get(Math.floorMod(gateway, gateways.size())), List.of(event));
      if (attempt.outcome() == Outcome.OK) {
        return Optional.of(attempt.at());
      }
      if (attempt.outcome() == Outcome.FAILED && !attempt.detail().startsWith("not sent")) {
        return Optional.empty();
      }
      gateway++;
      Thread.sleep(BETWEEN_ATTEMPTS_MS);
    }
  }

  private void await(Instant acknowledgedAt, PlannedEvent event) throws InterruptedException {
    String visit = String.valueOf(event.visitId());
    Instant end = acknowledgedAt.plus(PATIENCE);
    while (clock.instant().isBefore(end)) {
      Optional<Answer> answer = reader.ask(path(visit));
      if (answer.filter(Answer::found).isPresent()) {
        ledger.enter(new Seen(acknowledgedAt, clock.instant(), terminal.siteId(), visit));
        return;
      }
      Thread.sleep(BETWEEN_ASKS_MS);
    }
  }

  private PlannedEvent nextEvent() {
    recorded++;
    return new PlannedEvent(
        terminal,
        "drill-" + run + "-" + recorded,
        "com.sitehub.gate.entered.v1",
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        "drill-" + run + "-" + recorded,
        recorded,
        null,
        JsonNodeFactory.instance.objectNode().put("gateId", "drill"));
  }

  private String path(String visit) {
    return path(terminal.siteId(), visit);
  }

  /** Where a visit is asked for. */
  static String path(String siteId, String visit) {
    return "/v1/sites/" + siteId + "/visits/" + visit;
  }
}
