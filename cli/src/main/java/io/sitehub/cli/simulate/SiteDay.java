package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Simulates one site's day, step by step, and keeps what happened and what was recorded of it. */
final class SiteDay {
  private static final long MINUTE_MS = 60_000;

  /** Share of the trucks that come in the first quarter of the opening hours. */
  private static final double MORNING_RUSH = 0.42;

  /** Share of the trucks that come in the hour after lunch. */
  private static final double AFTER_LUNCH = 0.2;

  private final SimulationSettings settings;
  private final SiteProfile profile;
  private final Dice dice;
  private final DayClock clock;
  private final Site site;

  SiteDay(SimulationSettings settings, SiteProfile profile, Dice dice) {
    this.settings = settings;
    this.profile = profile;
    this.dice = dice;
    this.clock = new DayClock(localMs(LocalTime.of(3, 30)));
    Journal journal = new Journal(profile.siteId(), settings.run(), clock, dice.split());
    this.site = new Site(profile, clock, journal);
  }

  SitePlan simulate() {
    loseNetworks();
    watchDevices();
    noteSiteExceptions();
    List<TruckRun> trucks = sendTrucks();
    clock.run();
    return new SitePlan(
        profile,
        site.journal.terminals(),
        trucks.stream().map(TruckRun::story).toList(),
        site.journal.deliveries());
  }

  /** Handhelds leave the network for hours; what they record meanwhile comes late. */
  private void loseNetworks() {
    long openMs = localMs(profile.opens());
    site.journal.loseNetwork(
        site.yardHandheld,
        openMs + dice.betweenMs(30 * MINUTE_MS, 60 * MINUTE_MS),
        openMs + dice.betweenMs(120 * MINUTE_MS, 200 * MINUTE_MS));
    site.journal.loseNetwork(
        site.yardHandheld,
        localMs(LocalTime.of(13, 0)),
        localMs(LocalTime.of(14, 30)) + dice.betweenMs(0, 60 * MINUTE_MS));
    site.journal.loseNetwork(
        site.guardHandheld,
        openMs + dice.betweenMs(0, 90 * MINUTE_MS),
        localMs(LocalTime.of(19, 30)));
  }

  /** Each device says how it is, once an hour. */
  private void watchDevices() {
    Instant verified = Instant.ofEpochMilli(localMs(LocalTime.NOON)).plusSeconds(90L * 86_400);
    for (Terminal terminal : site.journal.terminals()) {
      long firstMs = localMs(LocalTime.of(5, 0)) + dice.betweenMs(0, 60 * MINUTE_MS);
      boolean scale = profile.scales().contains(terminal.name());
      int offsetMs = dice.between(-40, 40);
      for (int hour = 0; hour < 13; hour++) {
        boolean online = !dice.chance(0.01);
        clock.at(
            firstMs + hour * 60 * MINUTE_MS,
            () -> {
              ObjectNode data =
                  Journal.data()
                      .put("online", online)
                      .put("bufferDepth", (int) site.journal.held(terminal))
                      .put("clockOffsetMs", offsetMs);
              if (!online) {
                data.putArray("faults").add("E17");
              }
              if (scale) {
                data.put("verificationValidUntil", verified.toString());
              }
              site.journal.record(terminal, "device.status", null, data);
            });
      }
    }
  }

  /** Things go wrong that are nobody's visit. */
  private void noteSiteExceptions() {
    for (int i = 0; i < 3; i++) {
      clock.at(
          dice.betweenMs(localMs(profile.opens()), localMs(profile.closes())),
          () ->
              site.journal.record(
                  site.yardHandheld,
                  "exception.raised",
                  null,
                  Journal.data().put("kind", "safety").put("detail", "Spill on the road")));
    }
  }

  private List<TruckRun> sendTrucks() {
    int n = settings.trucksPerSite();
    List<Fate> fates = Fate.deal(n, dice.split());
    List<Long> arrivals = IntStream.range(0, n).mapToObj(i -> arrivalMs()).sorted().toList();
    List<TruckRun> trucks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      String visitId = settings.visitPrefix() + (i + 1);
      TruckRun truck = new TruckRun(site, dice.split(), fates.get(i), visitId, arrivals.get(i));
      truck.begin(localMs(LocalTime.of(4, 30)) + dice.betweenMs(0, 45 * MINUTE_MS));
      trucks.add(truck);
    }
    return trucks;
  }

  private long arrivalMs() {
    long openMs = localMs(profile.opens());
    long closeMs = localMs(profile.closes());
    if (dice.chance(MORNING_RUSH)) {
      return dice.betweenMs(openMs, openMs + (closeMs - openMs) / 4);
    }
    if (dice.chance(AFTER_LUNCH)) {
      long lunchMs = localMs(LocalTime.of(13, 0));
      return dice.betweenMs(lunchMs, lunchMs + 60 * MINUTE_MS);
    }
    return dice.betweenMs(openMs, closeMs);
  }

  private long localMs(LocalTime time) {
    return settings.day().atTime(time).atZone(profile.zone()).toInstant().toEpochMilli();
  }
}
