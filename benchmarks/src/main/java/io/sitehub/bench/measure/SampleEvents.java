package io.sitehub.bench.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.bench.load.RequestTemplate;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SimulationSettings;
import java.net.URI;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests to publish events as a simulated day has them: of all types, in their proportion, over
 * enough sites to keep all partitions busy. Each sending gets an id of its own.
 */
final class SampleEvents {
  private static final int SITES = 96;
  private static final int TRUCKS_PER_SITE = 4;
  private static final int SAMPLES = 1_200;
  private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

  private final List<ObjectNode> events = new ArrayList<>();

  SampleEvents() {
    List<Delivery> all =
        SimulationPlan.of(new SimulationSettings(1, DAY, SITES, TRUCKS_PER_SITE)).deliveries();
    int stride = Math.max(1, all.size() / SAMPLES);
    for (int i = 0; i < all.size() && events.size() < SAMPLES; i += stride) {
      ObjectNode event = all.get(i).event().toJson();
      events.add(event.put("id", RequestTemplate.NUMBER));
    }
  }

  /** One event a request. */
  List<RequestTemplate> singles(URI gateway) {
    return events.stream()
        .map(event ->
            RequestTemplate.post(
                gateway.getAuthority(),
                "/v1/events",
                "application/cloudevents+json",
                event.toString(),
                1))
        .toList();
  }

  /** So many events a request. */
  List<RequestTemplate> batches(URI gateway, int size) {
    List<RequestTemplate> batches = new ArrayList<>();
    for (int from = 0; from + size <= events.size(); from += size) {
      ArrayNode batch =
          JsonNodeFactory.instance.arrayNode().addAll(events.subList(from, from + size));
      batches.add(
          RequestTemplate.post(
              gateway.getAuthority(),
              "/v1/events",
              "application/cloudevents-batch+json",
              batch.toString(),
              size));
    }
    return batches;
  }
}
