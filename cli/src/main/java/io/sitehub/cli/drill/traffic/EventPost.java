package io.sitehub.cli.drill.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Receipt;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.model.cloudevent.EventName;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sends one request and takes down what is known of it then; never repeats anything. */
public final class EventPost implements AutoCloseable {
  /** Longer than a gateway holds on to a request. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  /** Takes everything down in this ledger. */
  public EventPost(Ledger ledger, InstantSource clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** One attempt at one gateway; all or none of the events. */
  public Attempt send(URI gateway, List<PlannedEvent> events) throws InterruptedException {
    ArrayNode batch = JsonNodeFactory.instance.arrayNode();
    events.forEach(event -> batch.add(event.toJson()));
    HttpRequest request =
        HttpRequest.newBuilder(gateway.resolve("/v1/events"))
            .timeout(TIMEOUT)
            .header("content-type", "application/cloudevents-batch+json")
            .POST(BodyPublishers.ofString(batch.toString()))
            .build();
    Instant sentAt = clock.instant();
    Attempt attempt;
    try {
      attempt = judge(gateway, events, sentAt, http.send(request, BodyHandlers.ofString()));
    } catch (ConnectException | HttpConnectTimeoutException e) {
      attempt = over(gateway, events, sentAt, Outcome.FAILED, "not sent: " + e, Map.of());
    } catch (IOException e) {
      attempt = over(gateway, events, sentAt, Outcome.UNKNOWN, e.toString(), Map.of());
    }
    ledger.enter(attempt);
    return attempt;
  }

  private Attempt judge(
      URI gateway, List<PlannedEvent> events, Instant sentAt, HttpResponse<String> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return over(gateway, events, sentAt, Outcome.OK, "", receipts(response.body()));
    }
    boolean refused = status / 100 == 4 && status != 408 && status != 429;
    return over(
        gateway,
        events,
        sentAt,
        refused ? Outcome.FAILED : Outcome.UNKNOWN,
        status + " " + response.body(),
        Map.of());
  }

  private Attempt over(
      URI gateway,
      List<PlannedEvent> events,
      Instant sentAt,
      Outcome outcome,
      String detail,
      Map<EventName, Receipt> receipts) {
    return new Attempt(
        sentAt,
        clock.instant(),
        gateway.toString(),
        events.stream().map(EventPost::name).toList(),
        outcome,
        detail,
        receipts);
  }

  private Map<EventName, Receipt> receipts(String body) {
    try {
      Map<EventName, Receipt> receipts = new HashMap<>();
      for (JsonNode receipt : json.readTree(body).path("receipts")) {
        receipts.put(
            new EventName(receipt.path("source").asText(), receipt.path("id").asText()),
            new Receipt(receipt.path("partition").asInt(-1), receipt.path("offset").asLong(-1)));
      }
      return receipts;
    } catch (IOException e) {
      return Map.of(); // an acknowledgement without receipts is found by the invariants
    }
  }

  static EventName name(PlannedEvent event) {
    return new EventName(event.terminal().source(), event.id());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
