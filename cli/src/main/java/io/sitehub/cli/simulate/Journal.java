package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the terminals of one site record, and when each of them sends it. A terminal sends in the
 * order in which it recorded; in a dead zone it records on and sends at its end.
 */
final class Journal {

  /** Share of the events whose acknowledgement is lost, so that they are sent once more. */
  private static final double REPEATED = 0.04;

  private static final long LONGEST_LATENCY_MS = 1_500;

  private record DeadZone(long fromMs, long toMs) {}

  private final String siteId;
  private final String run;
  private final DayClock clock;
  private final Dice dice;
  private final Map<String, Terminal> terminals = new HashMap<>();
  private final Map<Terminal, List<DeadZone>> deadZones = new HashMap<>();
  private final Map<Terminal, Long> recorded = new HashMap<>();
  private final Map<Terminal, Instant> lastSending = new HashMap<>();
  private final List<Delivery> deliveries = new ArrayList<>();

  Journal(String siteId, String run, DayClock clock, Dice dice) {
    this.siteId = siteId;
    this.run = run;
    this.clock = clock;
    this.dice = dice;
  }

  static ObjectNode data() {
    return JsonNodeFactory.instance.objectNode();
  }

  Terminal terminal(String name, Terminal.Mode mode) {
    return terminals.computeIfAbsent(name, n -> new Terminal(siteId, n, mode));
  }

  List<Terminal> terminals() {
    return terminals.values().stream().sorted(Comparator.comparing(Terminal::name)).toList();
  }

  /** From {@code fromMs} on the terminal reaches no gateway until {@code toMs}. */
  void loseNetwork(Terminal terminal, long fromMs, long toMs) {
    deadZones.computeIfAbsent(terminal, t -> new ArrayList<>()).add(new DeadZone(fromMs, toMs));
  }

  /** How many events the terminal holds now, because it reaches no gateway. */
  long held(Terminal terminal) {
    Instant now = Instant.ofEpochMilli(clock.nowMs());
    return deliveries.stream()
        .filter(d -> d.event().terminal().equals(terminal) && d.at().isAfter(now))
        .count();
  }

  /** Records an event that happens now. */
  PlannedEvent record(Terminal by, String type, @Nullable String visitId, ObjectNode data) {
    return record(by, type, Instant.ofEpochMilli(clock.nowMs()), visitId, null, data);
  }

  /** Records an event now, that happened at {@code time} by the terminal's clock. */
  PlannedEvent record(
      Terminal by,
      String type,
      Instant time,
      @Nullable String visitId,
      @Nullable String actor,
      ObjectNode data) {
    long seq = recorded.merge(by, 1L, Long::sum);
    PlannedEvent event =
        new PlannedEvent(
            by,
            run + "-" + by.name() + "-" + seq,
            "com.sitehub." + type + ".v1",
            time,
            visitId,
            seq,
            actor,
            data);
    schedule(event);
    return event;
  }

  private void schedule(PlannedEvent event) {
    Terminal by = event.terminal();
    long atMs = clock.nowMs() + dice.betweenMs(100, LONGEST_LATENCY_MS);
    for (DeadZone zone : deadZones.getOrDefault(by, List.of())) {
      if (atMs >= zone.fromMs && atMs < zone.toMs) {
        atMs = zone.toMs;
      }
    }
    Instant at = Instant.ofEpochMilli(atMs);
    Instant last = lastSending.getOrDefault(by, Instant.EPOCH);
    at = at.isBefore(last) ? last : at;
    lastSending.put(by, at);
    deliveries.add(new Delivery(event, at, false));
    if (dice.chance(REPEATED)) {
      long later = dice.chance(0.5) ? 0 : dice.betweenMs(60_000, 3_600_000);
      deliveries.add(new Delivery(event, at.plusMillis(later), true));
    }
  }

  /** All sendings in the order of their instants; of one terminal in the order of recording. */
  List<Delivery> deliveries() {
    return deliveries.stream().sorted(Comparator.comparing(Delivery::at)).toList();
  }
}
