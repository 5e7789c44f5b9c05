package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Consumer;

/** Drives a truck over a scale: on, rejected at times, recorded, off. */
final class Weighbridge {

  /**
   * One weighing to be made.
   *
   * @param pass first, second, reweigh or check
   * @param trueKg what the truck weighs
   * @param shownKg what the terminal records; another weight only by mistake
   * @param rejectedAs cause of a rejection, or "" if there is none
   * @param givesUp whether nothing is recorded after the rejection
   * @param manual whether the weight is typed in
   */
  record Order(
      String pass, int trueKg, int shownKg, String rejectedAs, boolean givesUp, boolean manual) {

    static Order of(String pass, int trueKg) {
      return new Order(pass, trueKg, trueKg, "", false, false);
    }

    Order showing(int kg) {
      return new Order(pass, trueKg, kg, rejectedAs, givesUp, manual);
    }

    Order typedIn() {
      return new Order(pass, trueKg, shownKg, rejectedAs, givesUp, true);
    }

    Order rejected(String cause, boolean forGood) {
      return new Order(pass, trueKg, shownKg, cause, forGood, manual);
    }
  }

  private final Site site;
  private final Dice dice;

  Weighbridge(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  /** Weighs as soon as a scale is free, then goes on; hands over the event, if one was recorded. */
  void weigh(StoryDraft truck, Order order, Consumer<PlannedEvent> recorded, Runnable then) {
    Place scale = site.nextScale();
    scale.enter(() -> stand(truck, order, scale, recorded, then));
  }

  private void stand(
      StoryDraft truck, Order order, Place scale, Consumer<PlannedEvent> recorded, Runnable then) {
    DayClock clock = site.clock;
    long fromMs = clock.nowMs();
    long rejectedAfterMs = order.rejectedAs.isEmpty() ? 0 : dice.aroundMs(25_000);
    if (!order.rejectedAs.isEmpty()) {
      clock.after(rejectedAfterMs, () -> reject(truck, order.rejectedAs, scale));
    }
    long readMs = fromMs + rejectedAfterMs + dice.aroundMs(40_000);
    clock.at(
        readMs + dice.betweenMs(5_000, 20_000),
        () -> {
          if (!order.givesUp) {
            recorded.accept(record(truck, order, scale, fromMs, readMs));
          }
          scale.leave();
          then.run();
        });
  }

  private void reject(StoryDraft truck, String cause, Place scale) {
    ObjectNode data = Journal.data().put("scaleId", scale.name()).put("cause", cause);
    site.journal.record(site.terminalOf(scale), "weighing.rejected", truck.visitId, data);
    truck.rejections++;
    truck.events++;
  }

  private PlannedEvent record(
      StoryDraft truck, Order order, Place scale, long fromMs, long readMs) {
    Instant at = Instant.ofEpochMilli(readMs);
    Instant from = Instant.ofEpochMilli(fromMs);
    Instant to = Instant.ofEpochMilli(site.clock.nowMs());
    String weighingId = scale.name() + "-" + readMs;
    ObjectNode data =
        reading(weighingId, order.pass, scale.name(), order.shownKg, order.manual)
            .put("occupiedFrom", from.toString())
            .put("occupiedTo", to.toString());
    truck.weighings.add(
        new TrueWeighing(
            weighingId, order.pass, scale.name(), at, order.trueKg, order.manual, from, to));
    truck.events++;
    return site.journal.record(
        site.terminalOf(scale), "weighing.recorded", at, truck.visitId, null, data);
  }

  /** Data of a weighing. A weight that is typed in has no number in the instrument's memory. */
  static ObjectNode reading(
      String weighingId, String pass, String scaleId, int kg, boolean manual) {
    ObjectNode data =
        Journal.data()
            .put("weighingId", weighingId)
            .put("pass", pass)
            .put("scaleId", scaleId)
            .put("grossKg", kg)
            .put("tareMode", "none")
            .put("legalForTrade", true)
            .put("stable", true);
    if (manual) {
      return data.put("manual", true);
    }
    ArrayNode axles = data.put("alibiId", "A" + weighingId).putArray("axleKg");
    int front = kg / 4;
    axles.add(front).add((kg - front) / 2).add(kg - front - (kg - front) / 2);
    return data;
  }
}
