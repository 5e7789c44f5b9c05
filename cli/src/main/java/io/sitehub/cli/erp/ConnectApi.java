package io.sitehub.cli.erp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The REST interface of Kafka Connect, at whichever worker answers. */
public final class ConnectApi implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(2);

  /** One that takes longer is frozen. */
  private static final Duration ANSWER = Duration.ofSeconds(4);

  /** What is changed has to be validated, written and read back first. */
  private static final Duration CHANGE = Duration.ofSeconds(30);

  private static final int NOT_FOUND = 404;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<URI> workers;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();

  /** That of these workers. */
  public ConnectApi(List<URI> workers) {
    this.workers = List.copyOf(workers);
  }

  /**
   * What is at a path; empty when nothing is.
   *
   * @throws IOException when no worker answers with anything of use
   */
  public Optional<JsonNode> get(String path) throws IOException, InterruptedException {
    return send(path, HttpRequest.newBuilder().timeout(ANSWER).GET());
  }

  /**
   * Configures a connector, which is made if there is none; does nothing if it is configured so.
   *
   * @throws IOException when no worker takes it, with the reason
   */
  public void configure(String connector, Map<String, String> config)
      throws IOException, InterruptedException {
    String path = "/connectors/" + connector + "/config";
    JsonNode wanted = JSON.valueToTree(config);
    if (get(path).filter(wanted::equals).isEmpty()) {
      send(
          path,
          HttpRequest.newBuilder()
              .timeout(CHANGE)
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString(wanted.toString())));
    }
  }

  private Optional<JsonNode> send(String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    IOException failure = new IOException("there is no worker of Kafka Connect");
    for (URI worker : workers) {
      try {
        HttpResponse<String> response =
            http.send(request.uri(worker.resolve(path)).build(), BodyHandlers.ofString());
        if (response.statusCode() == NOT_FOUND) {
          return Optional.empty();
        }
        if (response.statusCode() / 100 == 2) {
          return Optional.of(JSON.readTree(response.body()));
        }
        failure =
            new IOException(
                "%s answers %d: %s".formatted(worker, response.statusCode(), response.body()));
      } catch (IOException e) {
        failure = new IOException(worker + " does not answer: " + e, e);
      }
    }
    throw failure;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
