package io.sitehub.cli.drill.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.model.state.KpiCell;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiDefinition;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;

/** Asks everything about a site: visits and tickets as people do, cells as kpi-services do. */
public final class Answers implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofDays(1);
  private static final int PAGE = 500;
  private static final long PAUSE_MS = 200;
  private static final Schema CELLS = Schema.createArray(KpiCell.getClassSchema());

  private final QueryApi api;
  private final List<URI> processors;
  private final SitePartitioner partitioner;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  /**
   * @param kpiServices base addresses of the query API
   * @param processors base addresses of the internal query protocol
   * @param partitions partition count of the log
   */
  public Answers(List<URI> kpiServices, List<URI> processors, int partitions, InstantSource clock) {
    this.api = new QueryApi(kpiServices, PATIENCE);
    this.processors = List.copyOf(processors);
    this.partitioner = new SitePartitioner(partitions);
    this.clock = clock;
  }

  /**
   * Waits until what is answered about a site rests on everything that was recorded before now.
   *
   * @throws IOException when that does not become true in time
   */
  public void awaitAll(String siteId, Duration patience) throws IOException, InterruptedException {
    Instant now = clock.instant();
    Instant end = now.plus(patience);
    JsonNode site = get("/v1/sites/" + siteId, Map.of());
    while (site.path("lag").asLong(1) > 0
        || Instant.parse(site.path("asOf").asText()).isBefore(now)) {
      if (clock.instant().isAfter(end)) {
        throw new IOException(
            "%s is %s behind, as of %s, after %d s"
                .formatted(siteId, site.path("lag"), site.path("asOf"), patience.toSeconds()));
      }
      Thread.sleep(PAUSE_MS);
      site = get("/v1/sites/" + siteId, Map.of());
    }
  }

  /**
   * Everything about a site.
   *
   * @param from no event happened before
   * @param to no event happened after
   */
  public SiteAnswers of(String siteId, Instant from, Instant to)
      throws IOException, InterruptedException {
    JsonNode site = get("/v1/sites/" + siteId, Map.of());
    return new SiteAnswers(
        siteId,
        ZoneId.of(site.path("zone").asText("UTC")),
        pages("/v1/sites/" + siteId + "/visits", "visits"),
        pages("/v1/sites/" + siteId + "/tickets", "tickets"),
        cells(siteId, from, to));
  }

  private List<ObjectNode> pages(String path, String array)
      throws IOException, InterruptedException {
    List<ObjectNode> elements = new ArrayList<>();
    Map<String, String> parameters = new TreeMap<>(Map.of("limit", Integer.toString(PAGE)));
    while (true) {
      JsonNode page = get(path, parameters);
      page.path(array).forEach(each -> elements.add((ObjectNode) each));
      if (!page.hasNonNull("next")) {
        return elements;
      }
      parameters.put("cursor", page.get("next").asText());
    }
  }

  private JsonNode get(String path, Map<String, String> parameters)
      throws IOException, InterruptedException {
    return switch (api.get(path, parameters)) {
      case Reply.Answer(JsonNode body) -> body;
      case Reply.Unknown(String detail) -> json.createObjectNode().put("detail", detail);
      case Reply.Refused(int status, JsonNode problem) ->
          throw new IOException(path + " was refused with " + status + ": " + problem);
    };
  }

  private List<KpiCell> cells(String siteId, Instant from, Instant to)
      throws IOException, InterruptedException {
    URI active = active(siteId);
    List<KpiCell> cells = new ArrayList<>();
    for (KpiDefinition kpi : KpiCatalogue.builtIn().definitions()) {
      for (String granularity : List.of("quarter-hour", "day")) {
        for (Instant at = from; at.isBefore(to); at = at.plus(WINDOW)) {
          String question =
              "%s/kpis/%s/cells?granularity=%s&from=%s&to=%s"
                  .formatted(path(siteId), kpi.name(), granularity, at, at.plus(WINDOW));
          HttpResponse<byte[]> answer = ask(active.resolve(question));
          if (answer.statusCode() == 200) {
            cells.addAll(
                new SpecificDatumReader<List<KpiCell>>(
                        CELLS, CELLS, SpecificData.getForClass(KpiCell.class))
                    .read(
                        new ArrayList<>(),
                        DecoderFactory.get().binaryDecoder(answer.body(), null)));
          } else if (answer.statusCode() != 404) {
            throw new IOException(question + " was answered with " + answer.statusCode());
          }
        }
      }
    }
    return cells;
  }

  /** The processor that is active for a site and knows everything. */
  private URI active(String siteId) throws IOException, InterruptedException {
    Instant end = clock.instant().plus(PATIENCE);
    while (clock.instant().isBefore(end)) {
      for (URI processor : processors) {
        HttpResponse<byte[]> answer = ask(processor.resolve(path(siteId) + "/alerts"));
        if (answer.headers().firstValue("Sitehub-Served-By").orElse("").equals("active")
            && answer.headers().firstValueAsLong("Sitehub-Lag").orElse(1) == 0) {
          return processor;
        }
      }
      Thread.sleep(PAUSE_MS);
    }
    throw new IOException("no processor is active for " + siteId + " and has caught up");
  }

  private String path(String siteId) {
    return "/internal/v1/partitions/" + partitioner.partitionOf(siteId) + "/sites/" + siteId;
  }

  private HttpResponse<byte[]> ask(URI address) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    api.close();
    http.shutdownNow();
  }
}
