package io.sitehub.site.kpi;

import io.sitehub.model.event.Direction;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.EventRef;
import io.sitehub.model.state.NetWeight;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitHandling;
import io.sitehub.model.state.VisitState;
import io.sitehub.model.state.VisitWeighing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Visits to measure. */
public final class Visits {
  private Visits() {}

  public static Visit empty() {
    return Visit.newBuilder()
        .setSiteId("lyon-1")
        .setVisitId("V1")
        .setState(VisitState.ANNOUNCED)
        .build();
  }

  /** Arrived at 08:00Z, entered 08:10, exited 08:50, closed 08:51 with 25 t outbound. */
  public static Visit completed() {
    Visit visit = empty();
    visit.setCarrier("Martin");
    visit.setMaterial("gravel");
    visit.setDirection(Direction.OUTBOUND);
    visit.setArrivedAt(at("08:00"));
    visit.setEnteredAt(at("08:10"));
    visit.setExitedAt(at("08:50"));
    visit.setClosedAt(at("08:51"));
    visit.setOutcome(VisitOutcome.COMPLETED);
    visit.setWeighings(
        List.of(
            weighing("in", WeighingPass.FIRST, at("08:15"), at("08:16")),
            weighing("out", WeighingPass.SECOND, at("08:40"), at("08:42"))));
    visit.setNet(
        new NetWeight(
            40_000_000L, 15_000_000L, 25_000_000L, Direction.OUTBOUND, 0, 1, at("08:41")));
    return visit;
  }

  public static VisitWeighing weighing(
      String scale, WeighingPass pass, @Nullable Instant from, @Nullable Instant to) {
    return VisitWeighing.newBuilder()
        .setEvent(new EventRef("/sites/lyon-1/scales/" + scale, pass + "-" + to))
        .setAt(to == null ? at("09:00") : to)
        .setWeighingId("W-" + to)
        .setPass(pass)
        .setRole(pass)
        .setScaleId(scale)
        .setGrossGrams(15_000_000L)
        .setLegalForTrade(true)
        .setStable(true)
        .setManual(false)
        .setOccupiedFrom(from)
        .setOccupiedTo(to)
        .build();
  }

  public static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + ":00Z");
  }

  /** A visit within three days around the end of summer time in Paris, with anything missing. */
  public static Visit random(Random random) {
    Instant start = Instant.parse("2026-10-24T00:00:00Z").plusMillis(random.nextInt(259_200_000));
    Visit visit = empty();
    visit.setCarrier(pick(random, null, "Martin", "Dupont", "Özdemir & Söhne"));
    visit.setMaterial(pick(random, null, "gravel", "sand"));
    visit.setDirection(pick(random, null, Direction.INBOUND, Direction.OUTBOUND));
    visit.setArrivedAt(pick(random, null, start));
    visit.setEnteredAt(pick(random, null, later(random, start), start));
    visit.setExitedAt(pick(random, null, later(random, start)));
    visit.setClosedAt(pick(random, null, later(random, start)));
    visit.setOutcome(
        visit.getClosedAt() == null
            ? null
            : pick(
                random,
                VisitOutcome.COMPLETED,
                VisitOutcome.REFUSED,
                VisitOutcome.NO_SHOW,
                VisitOutcome.COMPLETED));
    visit.setCorrectedEvents(random.nextInt(2));
    List<VisitWeighing> weighings = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      Instant from = later(random, start);
      weighings.add(
          weighing(
              "scale-" + random.nextInt(2),
              WeighingPass.values()[1 + random.nextInt(4)],
              pick(random, null, from),
              from.plusMillis(random.nextInt(-5_000, 90_000))));
    }
    visit.setWeighings(weighings);
    if (random.nextBoolean()) {
      long net = random.nextInt(30_000_000);
      visit.setNet(
          new NetWeight(net + 14_000_000, 14_000_000L, net, Direction.INBOUND, 0, 1, start));
    }
    steps(visit, random, start);
    visit.setHandlings(handlings(random, start));
    return visit;
  }

  private static void steps(Visit visit, Random random, Instant start) {
    visit.setFirstEventAt(start);
    visit.setLastEventAt(later(random, start));
    visit.setAccessGranted(pick(random, null, true, false));
    visit.setSlotStart(pick(random, null, later(random, start)));
    visit.setSlotEnd(pick(random, null, later(random, start).plusSeconds(1_800)));
    visit.setQueuedAt(pick(random, null, later(random, start)));
    visit.setCalledAt(pick(random, null, later(random, start)));
    visit.setQueueId(pick(random, null, "north", "south"));
    visit.setEventCount(random.nextInt(30));
  }

  private static List<VisitHandling> handlings(Random random, Instant start) {
    List<VisitHandling> handlings = new ArrayList<>();
    for (int i = 0; i < random.nextInt(3); i++) {
      Instant from = later(random, start);
      VisitHandling handling = handling("silo-" + random.nextInt(2), from, null);
      handling.setStartedAt(pick(random, null, from));
      handling.setCompletedAt(
          pick(random, null, from.plusMillis(random.nextInt(-60_000, 3_600_000))));
      handling.setProduct(pick(random, null, "gravel", "sand"));
      handling.setSetpointGrams(pick(random, null, 0L, 25_000_000L));
      handling.setDeliveredGrams(pick(random, null, 25_000_000L + random.nextInt(1_000_000)));
      handlings.add(handling);
    }
    return handlings;
  }

  /** A stay at a station. */
  public static VisitHandling handling(
      String station, @Nullable Instant from, @Nullable Instant to) {
    return VisitHandling.newBuilder()
        .setStationId(station)
        .setStartedAt(from)
        .setCompletedAt(to)
        .build();
  }

  /** A copy in which some fields are those of another visit. */
  public static Visit changed(Visit visit, Random random) {
    Visit copy = Visit.newBuilder(visit).build();
    Visit other = random(random);
    int fields = Visit.getClassSchema().getFields().size();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int field = random.nextInt(2, fields);
      copy.put(field, other.get(field));
    }
    return copy;
  }

  private static Instant later(Random random, Instant start) {
    return start.plusMillis(random.nextInt(7_200_000));
  }

  @SafeVarargs
  private static <T> @Nullable T pick(Random random, @Nullable T... from) {
    return from[random.nextInt(from.length)];
  }
}
