package io.sitehub.processors.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.kit.http.HttpService;
import io.sitehub.kit.http.ListenAddress;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.state.KpiCell;
import io.sitehub.processors.Truck;
import io.sitehub.processors.topology.TopologyFixture;
import io.sitehub.processors.visit.ReplacementReader;
import io.sitehub.site.kpi.CellArray;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The protocol by HTTP over the state that the production topology makes. */
class InternalApiIT {

  private static final Instant NOW = Instant.parse("2026-03-02T15:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SITE = "/internal/v1/partitions/0/sites/lyon-1/";

  @TempDir static Path stateDirectory;
  static TopologyFixture topology;
  static HttpService server;
  static HttpClient http = HttpClient.newHttpClient();
  static long published;

  @BeforeAll
  static void start() throws Exception {
    topology = new TopologyFixture(stateDirectory);
    topology.configure(TopologyFixture.inParis("lyon-1"));
    topology.configure(TopologyFixture.inParis("paris-1"));
    for (int i = 1; i <= 5; i++) {
      Truck truck = new Truck("lyon-1", "v-" + i, Instant.parse("2026-03-02T08:0" + i + ":00Z"));
      List<SiteEvent> story = new ArrayList<>(truck.story());
      if (i == 4) {
        story = story.subList(0, 4);
      }
      publish(story);
    }
    Truck corrected = new Truck("lyon-1", "v-2", Instant.parse("2026-03-02T08:02:00Z"));
    publish(
        List.of(
            corrected.correction(
                "c1",
                90,
                corrected.weighedOut(14_400),
                corrected.weighing("w2", WeighingPass.SECOND, 15_000)),
            corrected.correction("c2", 91, corrected.identified("AB-123-CD"), null)));
    // Near midnight: in Paris it is the next day.
    publish(List.of(new Truck("lyon-1", "v-6", Instant.parse("2026-03-02T23:30:00Z")).arrived()));
    publish(List.of(Truck.at("paris-1", "v-1").arrived()));
    LocalState state = new WholeState();
    LocalCopies copies =
        new LocalCopies(
            state,
            held -> Map.of(0, published),
            () -> NOW,
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            1_000);
    copies.refresh();
    copies.refresh();
    InternalApi api =
        new InternalApi(
            "processor-1",
            copies,
            new AssignmentAnswer("processor-1", 1, () -> "127.0.0.1:9101", state, copies),
            topology.registry,
            ReplacementReader.byTheRules());
    server = new HttpService("test", "internal", ListenAddress.anyPort(), api::routes);
    server.start();
  }

  @AfterAll
  static void stop() {
    http.close();
    server.stop(Duration.ofSeconds(5));
    topology.close();
  }

  @Test
  void everyAnswerSaysHowOldItIs() throws Exception {
    // When
    HttpResponse<byte[]> answer = get(SITE + "alerts");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().map())
        .containsEntry("sitehub-as-of", List.of("2026-03-02T15:00:00Z"))
        .containsEntry("sitehub-lag", List.of("0"))
        .containsEntry("sitehub-served-by", List.of("active"))
        .containsEntry("sitehub-instance", List.of("processor-1"))
        .containsEntry("sitehub-zone", List.of("Europe/Paris"));
  }

  @Test
  void saysWhatItDoesNotKnowOrHold() throws Exception {
    assertThat(get("/internal/v1/partitions/1/sites").statusCode()).isEqualTo(421);
    HttpResponse<byte[]> unknown = get("/internal/v1/partitions/0/sites/nowhere/visits");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("Sitehub-As-Of")).isPresent();
    assertThat(get(SITE + "visits/v-9").statusCode()).isEqualTo(404);
    assertThat(get(SITE + "tickets/99").statusCode()).isEqualTo(404);
    assertThat(get(SITE + "kpis/no-such/cells?granularity=day").statusCode()).isEqualTo(404);
  }

  @Test
  void listsDevicesQueuesAndWhatContradictsItself() throws Exception {
    JsonNode devices = json(SITE + "devices").path("devices");
    assertThat(devices).hasSize(1);
    assertThat(devices.path(0).path("source").asText()).isEqualTo(Truck.SOURCE);
    assertThat(json(SITE + "on-site").path("onSite").asInt()).isEqualTo(1);
    assertThat(json(SITE + "queues").path("queues")).isEmpty();
    List<String> any = json(SITE + "visits?finding=any").path("visits").findValuesAsText("visitId");
    assertThat(any).doesNotHaveDuplicates();
    assertThat(json(SITE + "visits?finding=two-first-weighings").path("visits")).isEmpty();
  }

  @Test
  void refusesParametersThatMeanNothing() throws Exception {
    for (String query :
        List.of(
            "visits?limit=0",
            "visits?limit=1001",
            "visits?limit=x",
            "visits?day=2026-02-30",
            "visits?state=nowhere",
            "visits?finding=nothing",
            "devices?limit=0",
            "visits?state=unspecified",
            "visits?onSite=maybe",
            "visits?after=%21",
            "visits?after=BAAA",
            "tickets?after=-1",
            "tickets/0",
            "kpis/turnaround/cells?granularity=day&from=yesterday&to=2026-03-03T00:00:00Z",
            "kpis/turnaround/cells?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z")) {
      HttpResponse<byte[]> answer = get(SITE + query);
      assertThat(answer.statusCode()).as(query).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
  }

  @Test
  void listsSites() throws Exception {
    assertThat(json("/internal/v1/partitions/0/sites").toString())
        .isEqualTo("{\"sites\":[\"lyon-1\",\"paris-1\"]}");
  }

  @Test
  void listsVisitsByEveryAttributeAndPageByPage() throws Exception {
    assertThat(visits("visits")).containsExactly("v-1", "v-2", "v-3", "v-4", "v-5", "v-6");
    assertThat(visits("visits?onSite=true")).containsExactly("v-4");
    assertThat(visits("visits?state=weighed-in")).containsExactly("v-4");
    assertThat(visits("visits?state=closed&onSite=true")).isEmpty();
    assertThat(visits("visits?day=2026-03-02")).containsExactly("v-1", "v-2", "v-3", "v-4", "v-5");
    assertThat(visits("visits?day=2026-03-03")).containsExactly("v-6");
    assertThat(visits("visits?plate=ab123cd")).containsExactly("v-1", "v-3", "v-4", "v-5");
    assertThat(visits("visits?plate=AB-123-CD&state=closed")).containsExactly("v-1", "v-3", "v-5");

    // When paged
    List<String> paged = new ArrayList<>();
    String after = "";
    int pages = 0;
    do {
      JsonNode page = json(SITE + "visits?state=closed&limit=2" + after);
      page.path("visits").forEach(visit -> paged.add(visit.path("visitId").asText()));
      after = page.has("next") ? "&after=" + page.path("next").asText() : "";
      pages++;
    } while (!after.isEmpty());

    // Then
    assertThat(paged).containsExactly("v-1", "v-2", "v-3", "v-5");
    assertThat(pages).isBetween(2, 3);
  }

  @Test
  void showsAVisitWithItsTimeline() throws Exception {
    // When
    JsonNode answer = json(SITE + "visits/v-2");

    // Then
    assertThat(answer.at("/visit/state").asText()).isEqualTo("closed");
    assertThat(answer.path("ticket").asLong()).isEqualTo(2);
    List<String> timeline = new ArrayList<>();
    answer
        .path("timeline")
        .forEach(e -> timeline.add(e.path("id").asText() + " " + e.path("fate").asText()));
    assertThat(timeline)
        .containsExactly(
            "v-2-arrived stands",
            "v-2-identified withdrawn",
            "v-2-entered stands",
            "v-2-weighed-in stands",
            "v-2-weighed-out corrected",
            "v-2-exited stands",
            "v-2-closed stands",
            "v-2-c1 stands",
            "v-2-c2 stands");
    JsonNode first = answer.at("/timeline/0");
    assertThat(first.path("type").asText()).isEqualTo("com.sitehub.visit.arrived.v1");
    assertThat(first.path("time").asText()).isEqualTo("2026-03-02T08:02:00Z");
    assertThat(first.path("actor").asText()).isEqualTo("operator-1");
    assertThat(first.at("/data/lane").asText()).isEqualTo("lane-1");
    assertThat(first.path("partition").asInt()).isZero();
    assertThat(first.path("offset").asLong()).isEqualTo(7);
    assertThat(first.path("recordedAt").asText()).isEqualTo("2026-03-02T12:00:07Z");
  }

  @Test
  void showsTicketsWithTheirRevisions() throws Exception {
    // When
    JsonNode page = json(SITE + "tickets?limit=2");
    JsonNode rest = json(SITE + "tickets?limit=2&after=" + page.path("next").asText());
    JsonNode ticket = json(SITE + "tickets/2");

    // Then
    assertThat(page.path("tickets").findValuesAsText("number")).containsExactly("1", "2");
    assertThat(rest.path("tickets").findValuesAsText("number")).containsExactly("3", "4");
    assertThat(rest.has("next")).isFalse();
    assertThat(ticket.at("/ticket/netKg").asInt()).isEqualTo(23_400);
    assertThat(ticket.at("/ticket/tractorPlate").isMissingNode()).isTrue();
    assertThat(ticket.path("revisions").findValuesAsText("netKg"))
        .containsExactly("24000", "23400", "23400");
  }

  @Test
  void givesCellsAsOneAvroDatum() throws Exception {
    // When
    HttpResponse<byte[]> answer =
        get(
            SITE
                + "kpis/turnaround/cells?granularity=quarter-hour"
                + "&from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z");
    HttpResponse<byte[]> none =
        get(
            SITE
                + "kpis/turnaround/cells?granularity=quarter-hour"
                + "&from=2026-03-03T00:00:00Z&to=2026-03-04T00:00:00Z");

    // Then
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/avro");
    List<KpiCell> cells = cells(answer);
    assertThat(cells).extracting(KpiCell::getKpi).containsOnly("turnaround");
    assertThat(cells.stream().mapToLong(cell -> cell.getValue().getCount()).sum()).isEqualTo(4);
    assertThat(cells(none)).isEmpty();
  }

  @Test
  void doesNotGiveCellsAgainToWhoeverHasTheSame() throws Exception {
    // Given
    String question =
        SITE
            + "kpis/turnaround/cells?granularity=day"
            + "&from=2026-03-01T00:00:00Z&to=2026-03-04T00:00:00Z";
    byte[] cells = get(question).body();

    // When
    HttpResponse<byte[]> same = get(question + "&unless=" + CellArray.digest(cells));
    HttpResponse<byte[]> other = get(question + "&unless=" + CellArray.digest(new byte[] {0}));

    // Then
    assertThat(same.statusCode()).isEqualTo(200);
    assertThat(same.body()).isEmpty();
    assertThat(same.headers().firstValue("Sitehub-As-Of")).isPresent();
    assertThat(other.body()).isEqualTo(cells).hasSizeGreaterThan(1);
  }

  @Test
  void saysWhoHoldsWhat() throws Exception {
    // When
    JsonNode answer = json("/internal/v1/assignment");

    // Then
    assertThat(answer.toString())
        .isEqualTo(
            "{\"instance\":\"processor-1\",\"address\":\"http://127.0.0.1:9101\","
                + "\"state\":\"running\",\"partitions\":1,"
                + "\"copies\":[{\"partition\":0,\"role\":\"active\",\"lag\":0,\"endHeardMsAgo\":0}],"
                + "\"instances\":["
                + "{\"instance\":\"processor-1\",\"address\":\"http://127.0.0.1:9101\","
                + "\"active\":[0],\"standby\":[]},"
                + "{\"instance\":\"127.0.0.1:9201\",\"address\":\"http://127.0.0.1:9201\","
                + "\"active\":[],\"standby\":[0]}]}");
  }

  private static void publish(List<SiteEvent> events) {
    events.forEach(topology::publish);
    published += events.size();
  }

  private static List<String> visits(String query) throws Exception {
    List<String> ids = new ArrayList<>();
    json(SITE + query).path("visits").forEach(visit -> ids.add(visit.path("visitId").asText()));
    return ids;
  }

  private static List<KpiCell> cells(HttpResponse<byte[]> answer) throws IOException {
    Schema schema = Schema.createArray(KpiCell.getClassSchema());
    return new SpecificDatumReader<List<KpiCell>>(
            schema, schema, SpecificData.getForClass(KpiCell.class))
        .read(null, DecoderFactory.get().binaryDecoder(answer.body(), null));
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    URI uri = URI.create(server.uri() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
  }

  private static final class WholeState implements LocalState {
    @Override
    public Map<Integer, Role> roles() {
      return Map.of(0, Role.ACTIVE);
    }

    @Override
    public boolean isRunning() {
      return true;
    }

    @Override
    public ReadOnlyKeyValueStore<Bytes, byte[]> store(int partition) {
      return topology.store();
    }

    @Override
    public List<Holder> holders() {
      return List.of(
          new Holder("127.0.0.1:9101", Set.of(), Set.of()),
          new Holder("127.0.0.1:9201", Set.of(), Set.of(0)));
    }

    @Override
    public String state() {
      return "running";
    }
  }
}
