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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The public query API behind several addresses: what one kpi-service cannot answer now, the next
 * one is asked at once; a question that one is slow to answer, because it may be frozen or cut off,
 * is put to the next one too. Not for several threads.
 */
public final class QueryApi implements AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A service that answers at all hardly ever takes longer. */
  private static final Duration SLOW = Duration.ofMillis(300);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final List<URI> services;
  private final Duration patience;
  private final Duration slow;
  private int current;

  /**
   * @param services base addresses; at least one
   * @param patience how long to go on asking while nobody can answer
   */
  public QueryApi(List<URI> services, Duration patience) {
    this(services, patience, SLOW);
  }

  QueryApi(List<URI> services, Duration patience, Duration slow) {
    if (services.isEmpty()) {
      throw new IllegalArgumentException("no kpi-service to ask");
    }
    this.services = List.copyOf(services);
    this.patience = patience;
    this.slow = slow;
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
    return send(path + query, HttpRequest.newBuilder().timeout(REQUEST_TIMEOUT), slow);
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
            .PUT(BodyPublishers.ofByteArray(body)),
        CHANGE_TIMEOUT);
  }

  /** Has something done of which a repeat does no harm; otherwise as {@link #put}. */
  public Reply post(String path) throws IOException, InterruptedException {
    return send(
        path,
        HttpRequest.newBuilder().timeout(CHANGE_TIMEOUT).POST(BodyPublishers.noBody()),
        CHANGE_TIMEOUT);
  }

  /** Removes something; otherwise as {@link #put}. */
  public Reply delete(String path) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder().timeout(CHANGE_TIMEOUT).DELETE(), CHANGE_TIMEOUT);
  }

  /** Asks round after round until there is an answer or no patience left. */
  private Reply send(String target, HttpRequest.Builder request, Duration slowAfter)
      throws IOException, InterruptedException {
    long endNanos = System.nanoTime() + patience.toNanos();
    while (true) {
      Round round = new Round(target, request);
      Optional<HttpResponse<String>> response = round.ask(slowAfter);
      if (response.isPresent()) {
        return reply(response.get());
      }
      if (System.nanoTime() > endNanos) {
        throw new IOException(String.join("; ", round.failures));
      }
      Thread.sleep(PAUSE);
    }
  }

  /** One question to every service in turn, beginning with the one that answered last. */
  private final class Round {
    private record Arrival(
        int service, @Nullable HttpResponse<String> response, @Nullable Throwable failure) {}

    private final String target;
    private final HttpRequest.Builder request;
    private final int first = current;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final List<CompletableFuture<?>> asking = new ArrayList<>();
    private int waitingFor;
    private final List<String> failures = new ArrayList<>();

    private Round(String target, HttpRequest.Builder request) {
      this.target = target;
      this.request = request;
    }

    /**
     * The first answer that is no failure of a service; empty when there is none.
     *
     * @param slowAfter when the next service is asked though the one before may still answer
     */
    Optional<HttpResponse<String>> ask(Duration slowAfter) throws InterruptedException {
      try {
        while (asking.size() < services.size() || waitingFor > 0) {
          if (waitingFor == 0) {
            start();
          }
          Arrival arrival = next(slowAfter);
          if (arrival == null) {
            start();
          } else if (arrival.response() != null && arrival.response().statusCode() < 500) {
            current = arrival.service();
            return Optional.of(arrival.response());
          } else {
            failures.add(services.get(arrival.service()) + why(arrival));
          }
        }
        return Optional.empty();
      } finally {
        asking.forEach(each -> each.cancel(true));
      }
    }

    private void start() {
      int service = (first + asking.size()) % services.size();
      waitingFor++;
      asking.add(
          http.sendAsync(
                  request.copy().uri(services.get(service).resolve(target)).build(),
                  BodyHandlers.ofString())
              .whenComplete(
                  (response, broken) -> arrivals.add(new Arrival(service, response, broken))));
    }

    /** Null when the one asked last is slow and there is another. Each request has a deadline. */
    private @Nullable Arrival next(Duration slowAfter) throws InterruptedException {
      Arrival arrival =
          asking.size() < services.size()
              ? arrivals.poll(slowAfter.toNanos(), TimeUnit.NANOSECONDS)
              : arrivals.take();
      if (arrival != null) {
        waitingFor--;
      }
      return arrival;
    }

    private static String why(Arrival arrival) {
      HttpResponse<String> response = arrival.response();
      return response == null ? ": " + arrival.failure() : " answered " + response.statusCode();
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
