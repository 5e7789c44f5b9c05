package io.sitehub.cli.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks the public query API; goes to the next kpi-service when one does not answer. */
final class QueryClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_MS = 250;
  private static final int PAGE = 500;

  private final ObjectMapper json = new ObjectMapper();
  private final List<URI> services;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private int current;

  QueryClient(List<URI> services) {
    if (services.isEmpty()) {
      throw new IllegalArgumentException("no kpi-service to ask");
    }
    this.services = List.copyOf(services);
  }

  /** The answer's JSON; missing if the API does not know it. */
  JsonNode get(String path, Map<String, String> parameters)
      throws IOException, InterruptedException {
    StringBuilder query = new StringBuilder();
    new TreeMap<>(parameters)
        .forEach((name, value) ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    IOException last = new IOException("not asked");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      URI service = services.get(Math.floorMod(current, services.size()));
      URI address = service.resolve(path + query);
      try {
        HttpResponse<String> response =
            http.send(
                HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), BodyHandlers.ofString());
        if (response.statusCode() == 200) {
          return json.readTree(response.body());
        }
        if (response.statusCode() == 404) {
          return json.missingNode();
        }
        last = new IOException(address + " answered " + response.statusCode());
        if (response.statusCode() < 500) {
          throw new IllegalStateException(last.getMessage() + ": " + response.body());
        }
      } catch (IOException unreachable) {
        last = unreachable;
      }
      current++;
      Thread.sleep(PAUSE_MS);
    }
    throw last;
  }

  /** All elements of an array that comes in pages. */
  List<JsonNode> all(String path, String array, Map<String, String> filter)
      throws IOException, InterruptedException {
    List<JsonNode> elements = new ArrayList<>();
    Map<String, String> parameters = new TreeMap<>(filter);
    parameters.put("limit", Integer.toString(PAGE));
    while (true) {
      JsonNode page = get(path, parameters);
      page.path(array).forEach(elements::add);
      if (!page.hasNonNull("next")) {
        return elements;
      }
      parameters.put("cursor", page.get("next").asText());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
