package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.simulate.SiteProfile.Station;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Has a truck loaded or unloaded at a station. */
final class LoadingPoint {

  /**
   * What is to be done there.
   *
   * @param mode loading or unloading
   * @param kg how much
   * @param serviceMs mean time it takes, in milliseconds
   * @param product what the truck was sent there for, so much of it; or null if nobody sent it
   */
  record Order(String mode, int kg, long serviceMs, @Nullable String product) {}

  private final Site site;
  private final Dice dice;

  LoadingPoint(Site site, Dice dice) {
    this.site = site;
    this.dice = dice;
  }

  /** Begins as soon as the station is free. */
  void handle(StoryDraft truck, Place place, Order order, Runnable whenBegun, Runnable then) {
    place.enter(() -> begin(truck, place, order, whenBegun, then));
  }

  private void begin(
      StoryDraft truck, Place place, Order order, Runnable whenBegun, Runnable then) {
    Station station = site.station(place);
    Instant startedAt = now();
    record(
        truck,
        station,
        "started",
        Journal.data().put("stationId", station.stationId()).put("mode", order.mode));
    whenBegun.run();
    site.clock.after(
        dice.aroundMs(order.serviceMs),
        () -> {
          complete(truck, station, order, startedAt);
          place.leave();
          then.run();
        });
  }

  private void complete(StoryDraft truck, Station station, Order order, Instant startedAt) {
    truck.handlings.add(
        new TrueHandling(
            station.stationId(),
            order.product,
            order.product == null ? null : Integer.valueOf(order.kg),
            order.kg,
            startedAt,
            now()));
    record(
        truck,
        station,
        "completed",
        Journal.data()
            .put("stationId", station.stationId())
            .put("deliveredKg", order.kg)
            .put("endReason", "finished"));
  }

  private void record(StoryDraft truck, Station station, String step, ObjectNode data) {
    truck.events++;
    site.journal.record(site.reporter(station), "handling." + step, truck.visitId, data);
  }

  private Instant now() {
    return Instant.ofEpochMilli(site.clock.nowMs());
  }
}
