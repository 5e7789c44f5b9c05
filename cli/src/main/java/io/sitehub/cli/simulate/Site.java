package io.sitehub.cli.simulate;

import io.sitehub.cli.simulate.SiteProfile.Station;
import io.sitehub.cli.simulate.Terminal.Mode;
import java.util.Comparator;
import java.util.List;

/** The places and terminals of one site on its day. */
final class Site {
  final SiteProfile profile;
  final DayClock clock;
  final Journal journal;
  final Place yard;
  final Place entryGate;
  final Place exitGate;
  final Terminal office;
  final Terminal camera;
  final Terminal kiosk;
  final Terminal dispatch;
  final Terminal entryBarrier;
  final Terminal exitBarrier;
  final Terminal laboratory;

  /** A yard worker's: in and out of dead zones. */
  final Terminal yardHandheld;

  /** The side gate guard's: out of reach from noon until the shift is over. */
  final Terminal guardHandheld;

  private final List<Place> scales;
  private final List<Place> stations;

  Site(SiteProfile profile, DayClock clock, Journal journal) {
    this.profile = profile;
    this.clock = clock;
    this.journal = journal;
    yard = new Place("yard", profile.yardCapacity(), clock);
    entryGate = new Place("gate-in", 1, clock);
    exitGate = new Place("gate-out", 2, clock);
    scales = profile.scales().stream().map(name -> new Place(name, 1, clock)).toList();
    stations = profile.stations().stream().map(s -> new Place(s.stationId(), 1, clock)).toList();
    office = journal.terminal("office-1", Mode.STRUCTURED);
    camera = journal.terminal("anpr-in", Mode.BINARY);
    kiosk = journal.terminal("kiosk-in", Mode.STRUCTURED);
    dispatch = journal.terminal("dispatch-1", Mode.STRUCTURED);
    entryBarrier = journal.terminal("gate-in", Mode.BINARY);
    exitBarrier = journal.terminal("gate-out", Mode.BINARY);
    laboratory = journal.terminal("lab-1", Mode.STRUCTURED);
    yardHandheld = journal.terminal("handheld-1", Mode.BATCHED);
    guardHandheld = journal.terminal("handheld-2", Mode.BATCHED);
    profile.scales().forEach(name -> journal.terminal(name, Mode.STRUCTURED));
    profile.stations().stream()
        .filter(station -> !station.byHandheld())
        .forEach(station -> journal.terminal(station.stationId(), Mode.BINARY));
  }

  /** The weighbridge with the shortest queue. */
  Place nextScale() {
    return shortest(scales);
  }

  /** The station for that way of handling with the shortest queue. */
  Place nextStation(boolean inbound) {
    return shortest(
        stations.stream().filter(place -> station(place).inbound() == inbound).toList());
  }

  Station station(Place place) {
    return profile.stations().get(stations.indexOf(place));
  }

  /** Who reports what happens at a station. */
  Terminal reporter(Station station) {
    return station.byHandheld() ? yardHandheld : journal.terminal(station.stationId(), Mode.BINARY);
  }

  Terminal terminalOf(Place scale) {
    return journal.terminal(scale.name(), Mode.STRUCTURED);
  }

  private static Place shortest(List<Place> places) {
    return places.stream().min(Comparator.comparingInt(Place::load)).orElseThrow();
  }
}
