package io.sitehub.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The public query API behind several addresses: what one kpi-service cannot answer now, the next
 * one is asked at once. Not for several threads.
 */
public final class QueryApi implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final List<URI> services;
  private final Duration patience;
  private int current;

  /**
   * @param services base addresses; at least one
   * @param patience how long to go on asking while nobody can answer
   */
  public QueryApi(List<URI> services, Duration patience) {
    if (services.isEmpty()) {
      throw new IllegalArgumentException("no kpi-service to ask");
    }
    this.services = List.copyOf(services);
    this.patience = patience;
  }

  /**
   * Asks until there is an answer.
   *
   * @param path from the root, each segment encoded
   * @param parameters of the query, not encoded
   * @throws IOException when nobody could answer until patience was used up
   */
  public Reply get(String path, Map<String, String> parameters)
      throws IOException, InterruptedException {
    String query = parameters.isEmpty() ? "" : "?" + encode(parameters);
    return send(path + query, HttpRequest.newBuilder().timeout(REQUEST_TIMEOUT));
  }

  /**
   * Puts JSON, until it is known to be stored: a repeat does no harm.
   *
   * @throws IOException when nobody could say so until patience was used up
   */
  public Reply put(String path, byte[] body) throws IOException, InterruptedException {
    return send(
        path,
        HttpRequest.newBuilder()
            .timeout(CHANGE_TIMEOUT)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(body)));
  }

  /** Has something done of which a repeat does no harm; otherwise as {@link #put}. */
  public Reply post(String path) throws IOException, InterruptedException {
    return send(
        path, HttpRequest.newBuilder().timeout(CHANGE_TIMEOUT).POST(BodyPublishers.noBody()));
  }

  /** Removes something; otherwise as {@link #put}. */
  public Reply delete(String path) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder().timeout(CHANGE_TIMEOUT).DELETE());
  }

  private Reply send(String target, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    for (int asked = 1; ; asked++) {
      URI address = services.get(current).resolve(target);
      String failure;
      try {
        HttpResponse<String> response =
            http.send(request.copy().uri(address).build(), BodyHandlers.ofString());
        if (response.statusCode() < 500) {
          return reply(response);
        }
        failure = address + " answered " + response.statusCode();
      } catch (IOException e) {
        failure = address + ": " + e;
      }
      if (System.nanoTime() > endNanos) {
        throw new IOException(failure);
      }
      current = (current + 1) % services.size();
      if (asked % services.size() == 0) {
        Thread.sleep(PAUSE);
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private Reply reply(HttpResponse<String> response) throws IOException {
    JsonNode body = json.readTree(response.body());
    return switch (response.statusCode()) {
      case 200, 201, 204 -> new Reply.Answer(body);
      case 404 -> new Reply.Unknown(body.path("detail").asText("not found"));
      default -> new Reply.Refused(response.statusCode(), body);
    };
  }

  /** A segment of a path, encoded. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String encode(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
        .collect(Collectors.joining("&"));
  }
}
