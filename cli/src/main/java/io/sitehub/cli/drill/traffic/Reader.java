package io.sitehub.cli.drill.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.drill.ledger.Entry.Answer;
import io.sitehub.cli.drill.ledger.Entry.Question;
import io.sitehub.cli.drill.ledger.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * A dashboard: asks one question after the other, at the next kpi-service when one does not answer,
 * for 15 s at most. Not for several threads.
 */
final class Reader implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Longer than a kpi-service itself goes on asking processors. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(4);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final long PAUSE_MS = 50;

  private final String name;
  private final List<URI> services;
  private final Ledger ledger;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private int current;

  Reader(String name, List<URI> services, Ledger ledger, InstantSource clock) {
    this.name = name;
    this.services = List.copyOf(services);
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Asks, and takes down what was answered. */
  Optional<Answer> ask(String path) throws InterruptedException {
    Instant askedAt = clock.instant();
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    String why = "";
    int tries = 0;
    Optional<Answer> answer = Optional.empty();
    while (answer.isEmpty() && (tries == 0 || System.nanoTime() < endNanos)) {
      if (tries > 0) {
        current++;
        Thread.sleep(PAUSE_MS);
      }
      tries++;
      URI service = services.get(Math.floorMod(current, services.size()));
      try {
        HttpRequest request =
            HttpRequest.newBuilder(service.resolve(path)).timeout(ANSWER_TIMEOUT).build();
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        answer = read(response);
        why += answer.isEmpty() ? service + " answered " + response.statusCode() + "; " : "";
      } catch (IOException e) {
        why += service + ": " + e + "; ";
      }
    }
    ledger.enter(new Question(askedAt, clock.instant(), name, path, tries, answer, why));
    return answer;
  }

  private Optional<Answer> read(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() != 200 && response.statusCode() != 404) {
      return Optional.empty();
    }
    JsonNode body = json.readTree(response.body());
    boolean found = response.statusCode() == 200;
    try {
      return Optional.of(
          new Answer(
              found,
              Instant.parse(body.path("asOf").asText()),
              body.path("lag").asLong(-1),
              body.path("servedBy").asText(),
              body.path(found ? "instance" : "servedByInstance").asText()));
    } catch (DateTimeParseException e) {
      throw new IOException("an answer without asOf: " + body, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
