package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.simulate.Fate.Ending;
import io.sitehub.cli.simulate.Fate.Mistake;
import io.sitehub.cli.simulate.Fate.Quirk;
import io.sitehub.cli.simulate.SiteProfile.Product;
import java.time.Instant;

/** One truck's way to the site and through the gate; inside, {@link LoadRun} takes over. */
final class TruckRun {
  private static final long MINUTE_MS = 60_000;
  private static final long SLOT_MS = 30 * MINUTE_MS;

  private final Site site;
  private final Dice dice;
  private final Fate fate;
  private final CorrectionDesk corrections;
  private final long arrivalMs;
  private final Product product;
  private final String carrier;
  private final StoryDraft truck;

  TruckRun(Site site, Dice dice, Fate fate, String visitId, long arrivalMs) {
    this.site = site;
    this.dice = dice;
    this.fate = fate;
    this.corrections = new CorrectionDesk(site, dice.split());
    this.arrivalMs = arrivalMs;
    this.product = dice.pick(site.profile.products());
    this.carrier = dice.pick(site.profile.carriers());
    this.truck = new StoryDraft(site.profile.siteId(), visitId);
  }

  /** Puts the truck's first steps on the clock. */
  void begin(long announceMs) {
    String plate = Plates.draw(dice);
    if (isAnnounced()) {
      site.clock.at(announceMs, () -> announce(plate));
    }
    switch (fate.ending()) {
      case NO_SHOW -> site.clock.at(arrivalMs + SLOT_MS + 120 * MINUTE_MS, () -> close("no-show"));
      case CANCELLED_BEFORE -> site.clock.at(arrivalMs - 10 * MINUTE_MS, () -> close("cancelled"));
      default -> site.clock.at(arrivalMs, () -> arrive(plate));
    }
  }

  TruckStory story() {
    return truck.finished();
  }

  private boolean isAnnounced() {
    return switch (fate.ending()) {
      case NO_SHOW, CANCELLED_BEFORE -> true;
      default -> fate.mistake() == Mistake.MATERIAL || !fate.has(Quirk.UNANNOUNCED);
    };
  }

  private void announce(String plate) {
    truck.orderId = "O-" + truck.visitId;
    truck.carrier = carrier;
    truck.material = product.code();
    truck.direction = product.inbound() ? "inbound" : "outbound";
    truck.announcedAt = now();
    long slotMs = arrivalMs - arrivalMs % SLOT_MS;
    truck.slotStart = Instant.ofEpochMilli(slotMs);
    truck.slotEnd = Instant.ofEpochMilli(slotMs + SLOT_MS);
    ObjectNode right =
        Journal.data()
            .put("orderId", truck.orderId)
            .put("slotStart", truck.slotStart.toString())
            .put("slotEnd", truck.slotEnd.toString())
            .put("carrier", carrier)
            .put("plannedPlate", plate)
            .put("material", product.code())
            .put("direction", truck.direction)
            .put("plannedKg", (product.minKg() + product.maxKg()) / 2);
    if (fate.mistake() == Mistake.MATERIAL) {
      PlannedEvent wrong =
          publish(site.office, "visit.announced", right.deepCopy().put("material", "unsorted"));
      site.clock.at(
          arrivalMs, () -> corrections.replaceLater(truck, wrong, right, null, done -> {}));
      truck.corrected++;
    } else {
      publish(site.office, "visit.announced", right);
    }
  }

  private void arrive(String plate) {
    if (!fate.has(Quirk.ARRIVAL_UNSEEN)) {
      truck.arrivedAt = now();
      publish(
          site.camera, "visit.arrived", Journal.data().put("lane", "lane-1").put("method", "anpr"));
    }
    site.clock.after(dice.aroundMs(8_000), () -> identify(plate));
  }

  private void identify(String plate) {
    truck.plate = plate;
    truck.trailerPlate = dice.chance(0.7) ? Plates.draw(dice) : null;
    boolean misread = fate.mistake() == Mistake.PLATE;
    ObjectNode right = identification(plate, fate.has(Quirk.IDENTIFIED_BY_HAND));
    if (misread) {
      ObjectNode typo = right.deepCopy().put("tractorPlate", Plates.misread(plate));
      PlannedEvent wrong = publish(site.camera, "vehicle.identified", typo);
      corrections.replaceLater(truck, wrong, right, null, done -> {});
      truck.corrected++;
    } else if (fate.has(Quirk.IDENTIFIED_TWICE)) {
      ObjectNode blurred = identification(Plates.misread(plate), false).put("confidence", 0.41);
      publish(site.camera, "vehicle.identified", blurred);
      site.clock.after(
          20_000, () -> publish(site.kiosk, "vehicle.identified", identification(plate, true)));
    } else {
      Terminal by = fate.has(Quirk.IDENTIFIED_BY_HAND) ? site.kiosk : site.camera;
      publish(by, "vehicle.identified", right);
    }
    site.clock.after(dice.aroundMs(40_000), this::decideAccess);
  }

  private ObjectNode identification(String plate, boolean byHand) {
    ObjectNode data =
        Journal.data()
            .put("tractorPlate", plate)
            .put("method", byHand ? "manual" : "anpr")
            .put("driverRef", "driver-" + truck.visitId);
    if (truck.trailerPlate != null) {
      data.put("trailerPlate", truck.trailerPlate);
    }
    if (!byHand) {
      data.put("confidence", dice.between(85, 99) / 100.0);
      data.put("imageRef", "images/" + truck.visitId + ".jpg");
    }
    return data;
  }

  private void decideAccess() {
    if (fate.ending() == Ending.CANCELLED_AT_GATE) {
      close("cancelled");
      return;
    }
    boolean granted = fate.ending() != Ending.DENIED;
    ObjectNode data =
        Journal.data().put("granted", granted).put("ruleId", granted ? "booked" : "no-induction");
    if (!granted) {
      data.put("reason", "Safety induction has run out");
    }
    publish(site.kiosk, "access.decided", data);
    truck.accessDenied = !granted;
    if (!granted) {
      site.clock.after(dice.aroundMs(3 * MINUTE_MS), () -> close("refused"));
    } else if (fate.ending() == Ending.ABANDONED_OUTSIDE) {
      queue();
      site.clock.after(dice.aroundMs(25 * MINUTE_MS), () -> close("abandoned"));
    } else if (site.yard.isFree()) {
      site.yard.enter(this::passGate);
    } else {
      queue();
      site.yard.enter(this::call);
    }
  }

  private void queue() {
    truck.queueId = "outside";
    truck.queuedAt = now();
    publish(site.kiosk, "queue.joined", Journal.data().put("queueId", truck.queueId));
  }

  private void call() {
    truck.calledAt = now();
    publish(
        site.dispatch,
        "queue.called",
        Journal.data()
            .put("channel", "display")
            .put("expiresAt", now().plusMillis(15 * MINUTE_MS).toString()));
    site.clock.after(dice.aroundMs(2 * MINUTE_MS), this::passGate);
  }

  private void passGate() {
    site.entryGate.enter(() ->
        site.clock.after(
            dice.aroundMs(15_000),
            () -> {
              site.entryGate.leave();
              truck.enteredAt = now();
              publish(site.entryBarrier, "gate.entered", Journal.data().put("gateId", "gate-in"));
              new LoadRun(site, dice, fate, product, truck, corrections).begin(this::close);
            }));
  }

  private void close(String outcome) {
    truck.outcome = outcome;
    truck.closedAt = now();
    publish(site.office, "visit.closed", Journal.data().put("outcome", outcome));
  }

  private PlannedEvent publish(Terminal by, String type, ObjectNode data) {
    truck.events++;
    return site.journal.record(by, type, truck.visitId, data);
  }

  private Instant now() {
    return Instant.ofEpochMilli(site.clock.nowMs());
  }
}
