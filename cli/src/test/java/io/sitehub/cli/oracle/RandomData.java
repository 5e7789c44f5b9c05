package io.sitehub.cli.oracle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;

/**
 * Data of events, drawn from few values, so that they meet: two stations, scales, queues and
 * plates, weights that are sometimes the same. Everything optional is sometimes left out.
 */
final class RandomData {
  private static final String PREFIX = "com.sitehub.";

  private final Random random;

  RandomData(Random random) {
    this.random = random;
  }

  /** Data of a type, its short name without version such as {@code gate.entered}. */
  SpecificRecord of(String shortName, Instant at) {
    EventType type = type(shortName);
    byte[] json = json(shortName, at).toString().getBytes(StandardCharsets.UTF_8);
    return switch (JsonToAvro.of(type).read(json)) {
      case RecordRead.Valid valid -> valid.data();
      case RecordRead.Invalid invalid -> throw new AssertionError(shortName + ": " + invalid);
    };
  }

  static EventType type(String shortName) {
    return EventType.byName(PREFIX + shortName + ".v1").orElseThrow();
  }

  private ObjectNode json(String shortName, Instant at) {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    switch (shortName) {
      case "visit.announced" -> announced(data, at);
      case "visit.arrived" -> {
        maybe(() -> data.put("lane", pick("lane-1", "lane-2")));
        maybe(() -> data.put("method", pick("anpr", "manual")));
      }
      case "vehicle.identified" -> {
        data.put("tractorPlate", pick("AB-123-CD", "AB-123-CD", "EF-456-GH"));
        data.put("method", pick("anpr", "rfid", "badge"));
        maybe(() -> data.put("trailerPlate", pick("TR-1", "TR-2")));
        maybe(() -> data.put("driverRef", pick("d-1", "d-2")));
      }
      case "access.decided" -> {
        data.put("granted", random.nextInt(6) > 0);
        maybe(() -> data.put("reason", pick("on the list", "no order")));
      }
      case "queue.joined" -> {
        data.put("queueId", pick("queue-1", "queue-2"));
        maybe(() -> data.put("priority", random.nextInt(5) - 2));
      }
      case "queue.called" -> {
        maybe(() -> data.put("stationId", station()));
        maybe(() -> data.put("expiresAt", at.plusSeconds(600).toString()));
      }
      case "gate.entered", "gate.exited" -> maybe(() -> data.put("gateId", pick("north", "south")));
      case "weighing.recorded" -> weighing(data, at);
      case "weighing.rejected" ->
          data.put("scaleId", scale()).put("cause", pick("unstable", "overload", "over-gvw"));
      case "station.assigned" -> {
        data.put("stationId", station());
        maybe(() -> data.put("product", pick("sand", "sand", "gravel")));
        maybe(() -> data.put("setpointKg", pick(0, 20_000, 24_500)));
      }
      case "handling.started" -> {
        data.put("stationId", station()).put("mode", pick("loading", "loading", "unloading"));
        maybe(() -> data.put("silo", pick("silo-1", "silo-2")));
      }
      case "handling.completed" -> {
        data.put("stationId", station());
        maybe(() -> data.put("deliveredKg", pick(19_800, 24_600)));
        maybe(() -> data.put("lot", "lot-" + random.nextInt(3)));
        maybe(() -> data.putArray("seals").add("seal-" + random.nextInt(9)));
        maybe(() -> data.put("endReason", pick("finished", "stopped", "fault")));
      }
      case "quality.sampled" -> data.put("sampleId", "sample-" + random.nextInt(3));
      case "quality.decided" -> {
        data.put("verdict", pick("accepted", "accepted", "accepted-with-deduction", "rejected"));
        maybe(() -> data.put("deductionKg", pick(0, 120, 30_000)));
      }
      case "visit.closed" -> {
        data.put(
            "outcome",
            pick(
                "completed",
                "completed",
                "completed",
                "refused",
                "cancelled",
                "no-show",
                "abandoned"));
        maybe(() -> data.put("reason", "as told"));
      }
      case "exception.raised" -> {
        data.put("kind", pick("overweight", "dispute", "damage"));
        maybe(() -> data.put("detail", "seen by the foreman"));
      }
      case "device.status" -> data.put("online", random.nextBoolean());
      default -> throw new IllegalArgumentException(shortName);
    }
    return data;
  }

  private void announced(ObjectNode data, Instant at) {
    maybe(() -> data.put("orderId", "order-" + random.nextInt(4)));
    maybe(() -> data.put("carrier", pick("Müller", "Dupont", "a/b,c")));
    maybe(() -> data.put("material", pick("sand", "gravel")));
    maybe(() -> data.put("direction", pick("outbound", "outbound", "inbound")));
    maybe(() -> data.put("plannedPlate", "AB-123-CD"));
    maybe(() -> data.put("plannedKg", 25_000));
    maybe(() -> data.put("shippedKg", 24_900));
    if (random.nextInt(4) > 0) {
      Instant start = at.plusSeconds(60L * (random.nextInt(180) - 30));
      data.put("slotStart", start.toString());
      data.put("slotEnd", start.plusSeconds(60L * (random.nextInt(90) - 5)).toString());
    }
  }

  private void weighing(ObjectNode data, Instant at) {
    int kg = pick(14_000, 14_100, 14_050, 38_000, 39_500);
    data.put("weighingId", "w-" + random.nextInt(1000));
    data.put("pass", pick("first", "first", "second", "second", "check", "reweigh"));
    data.put("scaleId", scale());
    data.put("grossKg", kg);
    data.put("legalForTrade", random.nextInt(10) > 0);
    data.put("stable", random.nextInt(10) > 0);
    maybe(() -> data.put("tareKg", 14_000));
    maybe(() -> data.put("tareMode", pick("none", "weighed", "preset")));
    maybe(() -> data.put("alibiId", "alibi-" + random.nextInt(1000)));
    if (random.nextInt(8) == 0) {
      data.put("manual", true);
    }
    if (random.nextInt(5) == 0) {
      ObjectNode fine = data.putObject("grossFine");
      if (random.nextBoolean()) {
        fine.put("value", kg + random.nextInt(3) + 0.4).put("unit", "kg");
      } else {
        fine.put("value", Math.round(kg * 2_204.62) / 1000.0).put("unit", "lb");
      }
    }
    if (random.nextBoolean()) {
      data.putArray("axleKg").add(6000).add(kg - 6000);
    }
    if (random.nextInt(5) > 0) {
      data.put("occupiedFrom", at.minusSeconds(random.nextInt(200)).toString());
    }
    if (random.nextInt(5) > 0) {
      data.put("occupiedTo", at.plusSeconds(random.nextInt(60) - 5).toString());
    }
  }

  private void maybe(Runnable put) {
    if (random.nextInt(10) < 7) {
      put.run();
    }
  }

  private String station() {
    return pick("station-1", "station-2");
  }

  private String scale() {
    return pick("scale-1", "scale-2");
  }

  @SafeVarargs
  private final <T> T pick(T... from) {
    return List.of(from).get(random.nextInt(from.length));
  }
}
