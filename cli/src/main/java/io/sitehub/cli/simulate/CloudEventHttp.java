package io.sitehub.cli.simulate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** CloudEvents 1.0 HTTP binding: structured, batched and binary. */
final class CloudEventHttp {

  /** Longer than a broker's failover, so that an unknown outcome is the gateway's to tell. */
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private CloudEventHttp() {}

  /**
   * The request that publishes {@code events}, which are of one terminal, at a gateway.
   *
   * @throws IllegalArgumentException if there are several and the terminal does not speak batches
   */
  static HttpRequest request(URI gateway, List<PlannedEvent> events) {
    PlannedEvent first = events.getFirst();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve("/v1/events")).timeout(TIMEOUT);
    return switch (first.terminal().mode()) {
      case STRUCTURED -> {
        requireOne(events);
        yield request
            .header("content-type", "application/cloudevents+json")
            .POST(BodyPublishers.ofString(first.toJson().toString()))
            .build();
      }
      case BATCHED -> {
        var batch = JsonNodeFactory.instance.arrayNode();
        events.forEach(event -> batch.add(event.toJson()));
        yield request
            .header("content-type", "application/cloudevents-batch+json")
            .POST(BodyPublishers.ofString(batch.toString()))
            .build();
      }
      case BINARY -> {
        requireOne(events);
        first
            .toJson()
            .properties()
            .forEach(attribute -> {
              if (!attribute.getKey().startsWith("data")) {
                String text = percentEncoded(attribute.getValue().asText());
                request.header("ce-" + attribute.getKey(), text);
              }
            });
        yield request
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(first.data().toString()))
            .build();
      }
    };
  }

  private static void requireOne(List<PlannedEvent> events) {
    if (events.size() != 1) {
      throw new IllegalArgumentException(events.size() + " events in a request for one");
    }
  }

  /** Header values: everything but printable ASCII, and {@code "} and {@code %}, is encoded. */
  private static String percentEncoded(String value) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0x20 && b < 0x7f && b != '"' && b != '%') {
        encoded.append((char) b);
      } else {
        encoded.append("%%%02X".formatted(b));
      }
    }
    return encoded.toString();
  }
}
