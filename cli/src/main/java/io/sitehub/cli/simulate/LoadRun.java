package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.simulate.Fate.Ending;
import io.sitehub.cli.simulate.Fate.Mistake;
import io.sitehub.cli.simulate.Fate.Quirk;
import io.sitehub.cli.simulate.SiteProfile.Product;
import io.sitehub.cli.simulate.SiteProfile.Station;
import java.time.Instant;
import java.util.function.Consumer;

/** One truck's way inside the site: weighed, loaded or unloaded, weighed again, and out. */
final class LoadRun {
  private static final long MINUTE_MS = 60_000;

  private final Site site;
  private final Dice dice;
  private final Fate fate;
  private final Product product;
  private final StoryDraft truck;
  private final CorrectionDesk corrections;
  private final Weighbridge weighbridge;
  private final LoadingPoint loadingPoint;
  private final int emptyKg;
  private final int loadKg;
  private Consumer<String> close = outcome -> {};

  LoadRun(
      Site site,
      Dice dice,
      Fate fate,
      Product product,
      StoryDraft truck,
      CorrectionDesk corrections) {
    this.site = site;
    this.dice = dice;
    this.fate = fate;
    this.product = product;
    this.truck = truck;
    this.corrections = corrections;
    this.weighbridge = new Weighbridge(site, dice.split());
    this.loadingPoint = new LoadingPoint(site, dice);
    this.emptyKg = dice.between(675, 800) * 20;
    this.loadKg = dice.between(product.minKg() / 20, product.maxKg() / 20) * 20;
  }

  /** Starts at the gate; {@code close} is told the outcome once the truck is out. */
  void begin(Consumer<String> close) {
    this.close = close;
    Weighbridge.Order order = Weighbridge.Order.of("first", kg(product.inbound()));
    if (fate.has(Quirk.UNSTABLE)) {
      order = order.rejected(dice.chance(0.5) ? "unstable" : "off-platform", false);
    }
    if (fate.has(Quirk.MANUAL_WEIGHT)) {
      order = order.typedIn();
    }
    Weighbridge.Order first = order;
    drive(() -> weighbridge.weigh(truck, first, done -> {}, this::afterFirst));
  }

  private void afterFirst() {
    if (fate.has(Quirk.REWEIGHED_FIRST)) {
      int kg = kg(product.inbound()) + 20 * dice.between(-2, 2);
      weighbridge.weigh(truck, Weighbridge.Order.of("reweigh", kg), done -> {}, this::inspect);
    } else {
      inspect();
    }
  }

  private void inspect() {
    bookForeignWeighing();
    if (fate.ending() == Ending.ABANDONED_INSIDE) {
      site.clock.after(dice.aroundMs(10 * MINUTE_MS), () -> leave("abandoned"));
    } else if (product.sampled() || fate.ending() == Ending.QUALITY_REJECTED) {
      publish(
          site.yardHandheld,
          "quality.sampled",
          Journal.data().put("sampleId", "S-" + truck.visitId).put("method", "probe"));
      site.clock.after(dice.aroundMs(3 * MINUTE_MS), this::judge);
    } else {
      queueForStation();
    }
  }

  /** A weighing of another truck is booked on this one, and withdrawn later. */
  private void bookForeignWeighing() {
    boolean refused = fate.ending() == Ending.QUALITY_REJECTED;
    if (fate.mistake() != Mistake.WEIGHING && !(refused && dice.chance(0.7))) {
      return;
    }
    Place scale = site.nextScale();
    String weighingId = scale.name() + "-foreign-" + truck.visitId;
    int kg = dice.between(1_000, 1_400) * 20;
    PlannedEvent foreign =
        publish(
            site.terminalOf(scale),
            "weighing.recorded",
            Weighbridge.reading(weighingId, "second", scale.name(), kg, false));
    corrections.withdrawLater(truck, foreign);
    truck.corrected++;
    truck.ticketMayBeVoid = refused;
  }

  private void judge() {
    boolean rejected = fate.ending() == Ending.QUALITY_REJECTED;
    ObjectNode data = Journal.data();
    if (rejected) {
      truck.qualityRejected = true;
      data.put("verdict", "rejected").put("reason", "Contaminated");
    } else if (dice.chance(0.25)) {
      truck.deductionKg = dice.between(2, 30) * 10;
      data.put("verdict", "accepted-with-deduction")
          .put("deductionKg", truck.deductionKg)
          .put("reason", "Moisture");
    } else {
      data.put("verdict", "accepted");
    }
    publish(site.laboratory, "quality.decided", data);
    if (rejected) {
      drive(() -> leave("refused"));
    } else {
      queueForStation();
    }
  }

  private void queueForStation() {
    Place place = site.nextStation(product.inbound());
    Station station = site.station(place);
    if (truck.material == null) {
      // Nobody announced it: the product it is sent to handle is what it came for.
      truck.material = product.code();
    }
    publish(
        site.dispatch,
        "station.assigned",
        Journal.data()
            .put("stationId", station.stationId())
            .put("product", product.code())
            .put("setpointKg", loadKg));
    LoadingPoint.Order order =
        new LoadingPoint.Order(
            product.inbound() ? "unloading" : "loading",
            loadKg,
            station.serviceMs(),
            product.code());
    drive(() -> handle(place, order, this::weighOut));
  }

  private void handle(Place place, LoadingPoint.Order order, Runnable then) {
    loadingPoint.handle(truck, place, order, this::noteExceptions, () -> drive(then));
  }

  private void noteExceptions() {
    if (fate.has(Quirk.EXCEPTION)) {
      raise("damage", false);
    }
    if (fate.mistake() == Mistake.EXCEPTION) {
      raise("wrong-product", true);
    }
  }

  private void raise(String kind, boolean aboutTheWrongTruck) {
    ObjectNode data = Journal.data().put("kind", kind).put("detail", "Noted in the yard");
    PlannedEvent event = publish(site.yardHandheld, "exception.raised", data);
    if (aboutTheWrongTruck) {
      corrections.withdrawLater(truck, event);
      truck.corrected++;
    } else {
      truck.exceptions++;
    }
  }

  private void weighOut() {
    if (fate.has(Quirk.OVER_GVW) && !product.inbound()) {
      int tooMuchKg = emptyKg + loadKg + 3_000;
      weighbridge.weigh(
          truck,
          Weighbridge.Order.of("second", tooMuchKg).rejected("over-gvw", true),
          done -> {},
          this::takeSomeOff);
    } else {
      weighSecond();
    }
  }

  private void takeSomeOff() {
    Place place = site.nextStation(false);
    LoadingPoint.Order order = new LoadingPoint.Order("unloading", 3_000, 3 * MINUTE_MS, null);
    handle(place, order, this::weighSecond);
  }

  private void weighSecond() {
    int trueKg = kg(!product.inbound());
    int shownKg =
        switch (fate.mistake()) {
          case WEIGHT, WEIGHT_TWICE -> trueKg + 1_000;
          default -> trueKg;
        };
    weighbridge.weigh(
        truck,
        Weighbridge.Order.of("second", trueKg).showing(shownKg),
        event -> correctWeight(event, trueKg),
        this::afterSecond);
  }

  private void correctWeight(PlannedEvent second, int trueKg) {
    ObjectNode right = second.data().deepCopy().put("grossKg", trueKg);
    ObjectNode stillWrong = second.data().deepCopy().put("grossKg", trueKg - 400);
    switch (fate.mistake()) {
      case WEIGHT -> {
        corrections.replaceLater(truck, second, right, null, done -> {});
        truck.corrected++;
      }
      case WEIGHT_TWICE -> {
        corrections.replaceTwice(truck, second, stillWrong, right);
        truck.corrected += 2;
      }
      case WEIGHT_UNNEEDED -> {
        corrections.replaceLater(
            truck,
            second,
            stillWrong,
            null,
            needless -> corrections.withdrawLater(truck, needless));
        truck.corrected++;
      }
      default -> {}
    }
  }

  private void afterSecond() {
    if (fate.has(Quirk.REWEIGHED_SECOND)) {
      int kg = kg(!product.inbound()) + 20 * dice.between(-3, 3);
      weighbridge.weigh(truck, Weighbridge.Order.of("reweigh", kg), done -> {}, this::check);
    } else {
      check();
    }
  }

  private void check() {
    Runnable out = () -> drive(() -> leave("completed"));
    if (fate.has(Quirk.CHECKED)) {
      int kg = kg(!product.inbound()) + 20;
      weighbridge.weigh(truck, Weighbridge.Order.of("check", kg), done -> {}, out);
    } else {
      out.run();
    }
  }

  private void leave(String outcome) {
    site.exitGate.enter(() ->
        site.clock.after(
            dice.aroundMs(12_000),
            () -> {
              site.exitGate.leave();
              site.yard.leave();
              noteExit();
              site.clock.after(dice.aroundMs(10_000), () -> close.accept(outcome));
            }));
  }

  private void noteExit() {
    Instant exit = Instant.ofEpochMilli(site.clock.nowMs());
    truck.exitedAt = exit;
    ObjectNode side = Journal.data().put("gateId", "gate-side");
    switch (fate.mistake()) {
      case EXIT_TIME, EXIT_TIME_EARLY -> {
        boolean early = fate.mistake() == Mistake.EXIT_TIME_EARLY;
        truck.events++;
        PlannedEvent wrong =
            site.journal.record(
                early ? site.guardHandheld : site.yardHandheld,
                "gate.exited",
                exit.plusMillis(dice.betweenMs(20 * MINUTE_MS, 50 * MINUTE_MS)),
                truck.visitId,
                "guard-1",
                side);
        corrections.replaceLater(truck, wrong, side, exit, done -> {});
        truck.corrected++;
      }
      default -> {
        if (fate.has(Quirk.SIDE_GATE)) {
          publish(site.guardHandheld, "gate.exited", side);
        } else {
          publish(site.exitBarrier, "gate.exited", Journal.data().put("gateId", "gate-out"));
        }
      }
    }
  }

  private int kg(boolean loaded) {
    return loaded ? emptyKg + loadKg : emptyKg;
  }

  private void drive(Runnable then) {
    site.clock.after(dice.aroundMs(90_000), then);
  }

  private PlannedEvent publish(Terminal by, String type, ObjectNode data) {
    truck.events++;
    return site.journal.record(by, type, truck.visitId, data);
  }
}
