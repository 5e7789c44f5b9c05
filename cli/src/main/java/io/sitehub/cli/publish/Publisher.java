package io.sitehub.cli.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends events to the gateways until one has acknowledged them. A request is repeated, here or at
 * the next gateway, for as long as its outcome is unknown: ids are kept, so a repeat never counts
 * twice.
 */
public final class Publisher implements AutoCloseable {
  /** What a gateway takes in one request. */
  private static final int MAX_EVENTS = 1_000;

  /** What a gateway takes in one body. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int BRACKETS = 2;
  private static final int COMMA = 1;

  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(40);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final List<URI> gateways;
  private final Duration patience;
  private int current;

  /**
   * @param gateways base addresses; at least one
   * @param patience how long to repeat one request
   */
  public Publisher(List<URI> gateways, Duration patience) {
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("no gateway to publish to");
    }
    this.gateways = List.copyOf(gateways);
    this.patience = patience;
  }

  /**
   * Publishes events in their order, in as few requests as possible. Stops at the first request
   * that is refused; a refused request has written nothing.
   *
   * @throws IOException when no gateway acknowledges until patience is used up
   */
  public Publication publish(List<EventText> events) throws IOException, InterruptedException {
    List<JsonNode> receipts = new ArrayList<>();
    int sent = 0;
    while (sent < events.size()) {
      List<EventText> chunk = chunk(events, sent);
      HttpResponse<String> response = send(chunk);
      JsonNode body = json.readTree(response.body());
      if (response.statusCode() != 200) {
        return new Publication(receipts, sent, body, response.statusCode());
      }
      body.path("receipts").forEach(receipts::add);
      sent += chunk.size();
    }
    return new Publication(receipts, sent, json.missingNode(), 200);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  /** As many as go into one body; one that is too large alone is the gateway's to refuse. */
  private static List<EventText> chunk(List<EventText> events, int from) {
    int to = from + 1;
    long bytes = BRACKETS + events.get(from).length();
    while (to < events.size() && to - from < MAX_EVENTS) {
      bytes += COMMA + events.get(to).length();
      if (bytes > MAX_BYTES) {
        break;
      }
      to++;
    }
    return events.subList(from, to);
  }

  private static byte[] batch(List<EventText> chunk) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (EventText event : chunk) {
      body.write(body.size() == 0 ? '[' : ',');
      event.writeTo(body);
    }
    body.write(']');
    return body.toByteArray();
  }

  private HttpResponse<String> send(List<EventText> chunk)
      throws IOException, InterruptedException {
    byte[] body = batch(chunk);
    long endNanos = System.nanoTime() + patience.toNanos();
    for (int tried = 1; ; tried++) {
      URI address = gateways.get(current).resolve("/v1/events");
      String failure;
      try {
        HttpResponse<String> response =
            http.send(
                HttpRequest.newBuilder(address)
                    .timeout(REQUEST_TIMEOUT)
                    .header("Content-Type", "application/cloudevents-batch+json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                BodyHandlers.ofString());
        if (response.statusCode() < 500 && response.statusCode() != 429) {
          return response;
        }
        failure = address + " answered " + response.statusCode();
      } catch (IOException e) {
        failure = address + ": " + e;
      }
      if (System.nanoTime() > endNanos) {
        throw new IOException(failure);
      }
      current = (current + 1) % gateways.size();
      if (tried % gateways.size() == 0) {
        Thread.sleep(PAUSE);
      }
    }
  }
}
