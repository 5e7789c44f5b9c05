package io.sitehub.kpis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.kpis.FakeProcessor;
import io.sitehub.kpis.FakeProcessor.Mood;
import io.sitehub.kpis.OpenApiContract;
import io.sitehub.kpis.RunningService;
import io.sitehub.kpis.RunningService.Reply;
import io.sitehub.kpis.route.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole service over two processors that are told what to know and how to fail. */
class QueryApiIT {
  private static final String VISIT =
      """
      {"siteId":"lyon-1","visitId":"v-1","state":"weighed-in"}\
      """;
  private static final String TICKET =
      """
      {"siteId":"lyon-1","number":17,"revision":2,"status":"issued","visitId":"v-1",
       "grossKg":40000,"tareKg":14000,"netKg":26000}\
      """;

  private static FakeProcessor one;
  private static FakeProcessor two;
  private static OpenApiContract contract;
  private static RunningService service;

  @BeforeAll
  static void start() throws Exception {
    contract = OpenApiContract.load();
    one = new FakeProcessor("one", 2);
    two = new FakeProcessor("two", 2);
    one.speaksOf(two);
    two.speaksOf(one);
    for (FakeProcessor processor : List.of(one, two)) {
      processor
          .knows("lyon-1", "Europe/Paris")
          .knows("porto", "Europe/Lisbon")
          .tells("lyon-1", "visits", "{\"visits\":[" + VISIT + "],\"next\":\"bmV4dA\"}")
          .tells("porto", "visits", "{\"visits\":[]}")
          .tells("porto", "alerts", "{\"alerts\":[]}")
          .tells("porto", "on-site", "{\"onSite\":0}")
          .tells("lyon-1", "on-site", "{\"onSite\":1234}")
          .tells(
              "lyon-1",
              "devices",
              """
              {"devices":[
               {"siteId":"lyon-1","source":"/t","lastEventAt":"2026-11-23T08:00:00Z",
                "lastSeenAt":"2026-11-23T08:00:01Z","events":7,"firstSequence":1,"lastSequence":9,
                "gaps":[{"from":3,"to":4}],"statusAt":"2026-11-23T08:00:00Z","online":true,
                "faults":["printer"],"verificationValidUntil":"2020-01-01T00:00:00Z"},
               {"siteId":"lyon-1","source":"/u","lastEventAt":"2026-11-23T08:00:00Z",
                "lastSeenAt":"2026-11-23T08:00:01Z","events":1,"gaps":[],"faults":[]}],
               "next":"/u"}
              """)
          .tells(
              "lyon-1",
              "queues",
              """
              {"queues":[{"queue":"q-1","callIntervalMs":600000,
                "lastCallAt":"2026-11-23T08:00:00Z",
                "waiting":[
                 {"visitId":"v-1","queuedAt":"2026-11-23T07:00:00Z","queuePriority":5,
                  "tractorPlate":"AB-123-CD","carrier":"acme","material":"gravel"},
                 {"visitId":"v-2","queuedAt":"2026-11-23T06:00:00Z","plannedPlate":"XY-1"}],
                "called":[{"visitId":"v-3","calledAt":"2026-11-23T08:00:00Z",
                 "callExpiresAt":"2026-11-23T08:15:00Z"}]}]}
              """)
          .tells(
              "lyon-1",
              "visits/v-1",
              """
              {"visit":%s,"ticket":17,"timeline":[{"type":"com.sitehub.visit.arrived.v1",
               "time":"2026-11-23T08:00:00Z","source":"/t","id":"e-1","fate":"stands",
               "partition":0,"offset":4,"recordedAt":"2026-11-23T08:00:01Z","data":{}}]}
              """
                  .formatted(VISIT))
          .tells("lyon-1", "tickets", "{\"tickets\":[" + TICKET + "]}")
          .tells(
              "lyon-1",
              "tickets/17",
              "{\"ticket\":%s,\"revisions\":[%s]}".formatted(TICKET, TICKET))
          .tells(
              "lyon-1",
              "alerts",
              """
              {"alerts":[
               {"siteId":"lyon-1","alertId":"a-1","kind":"event-name-reuse","subject":"/t",
                "detail":"d","raisedAt":"2026-11-23T08:00:00Z"},
               {"siteId":"lyon-1","alertId":"a-2","kind":"event-name-reuse","subject":"/t",
                "detail":"d","raisedAt":"2026-11-23T08:00:00Z",
                "clearedAt":"2026-11-23T09:00:00Z"}]}
              """);
    }
    // Only one is configured: the other is found through it.
    service =
        RunningService.start(
            Map.of(
                "processors", one.address().toString(),
                // Long enough that a slow test machine does not look like a frozen processor.
                "routing.hedge.after", "1s",
                "routing.read.timeout", "4s",
                "routing.deadline", "3s"));
  }

  @BeforeEach
  void heal() {
    one.heal();
    two.heal();
    one.holds(Role.ACTIVE, 0, 1);
    two.holds(Role.STANDBY, 0, 1);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            service.getManagement("/health/ready").status() == 200
                && service.get("/v1/sites").body().path("instance").asText().equals("one"));
  }

  @AfterAll
  static void stop() {
    service.close();
    one.close();
    two.close();
  }

  /** Asks, and holds the answer against the contract. */
  private Reply ask(String template, String path) throws Exception {
    Reply reply = service.get(path);
    contract.check(template, reply.status(), reply.contentType(), reply.body());
    return reply;
  }

  private static List<String> texts(JsonNode array, String field) {
    return array.findValuesAsText(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /                                   | /
          /openapi.json                       | /openapi.json
          /v1/sites                           | /v1/sites
          /v1/sites/{site}                    | /v1/sites/lyon-1
          /v1/sites/{site}/visits             | /v1/sites/lyon-1/visits?onSite=true&limit=5
          /v1/sites/{site}/visits             | /v1/sites/lyon-1/visits?day=2026-11-23
          /v1/sites/{site}/visits             | /v1/sites/lyon-1/visits?state=at-station
          /v1/sites/{site}/visits             | /v1/sites/lyon-1/visits?plate=AB-123-CD&cursor=x
          /v1/sites/{site}/visits/{visitId}   | /v1/sites/lyon-1/visits/v-1
          /v1/sites/{site}/tickets            | /v1/sites/lyon-1/tickets?limit=1000
          /v1/sites/{site}/tickets/{number}   | /v1/sites/lyon-1/tickets/17
          /v1/sites/{site}/kpis               | /v1/sites/lyon-1/kpis
          /v1/sites/{site}/kpis/{kpi}         | /v1/sites/lyon-1/kpis/turnaround
          /v1/sites/{site}/kpis/{kpi}         | /v1/sites/lyon-1/kpis/on-site?window=hour
          /v1/kpis                            | /v1/kpis
          /v1/kpis/{kpi}                      | /v1/kpis/throughput?by=site,carrier&window=day
          /v1/kpis/{kpi}                      | /v1/kpis/on-site?sites=lyon-1,porto&window=day
          /v1/sites/{site}/alerts             | /v1/sites/lyon-1/alerts
          /v1/sites/{site}/devices            | /v1/sites/lyon-1/devices?limit=5&cursor=/t
          /v1/sites/{site}/queues             | /v1/sites/lyon-1/queues
          /v1/sites/{site}/visits             | /v1/sites/lyon-1/visits?finding=any
          """)
  void answersAsTheContractPromises(String template, String path) throws Exception {
    // When
    Reply reply = ask(template, path);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    if (template.startsWith("/v1/sites")) {
      assertThat(reply.body().path("servedBy").asText()).isEqualTo("active");
      assertThat(reply.body().path("asOf").asText()).isEqualTo("2026-11-23T11:00:00Z");
      assertThat(reply.body().path("instance").asText()).isEqualTo("one");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/sites                         | /v1/sites?limit=4                             | limit
          /v1/sites/{site}                  | /v1/sites/LYON                                | site
          /v1/sites/{site}/visits           | /v1/sites/-/visits?onsite=true&day=x&limit=0  | site day limit onsite
          /v1/sites/{site}/visits           | /v1/sites/lyon-1/visits?state=at-statoin      | state
          /v1/sites/{site}/visits           | /v1/sites/lyon-1/visits?onSite=true&plate=X   | onSite
          /v1/sites/{site}/visits           | /v1/sites/lyon-1/visits?cursor=nonsense       | cursor
          /v1/sites/{site}/visits/{visitId} | /v1/sites/lyon-1/visits/%20                   | visitId
          /v1/sites/{site}/tickets/{number} | /v1/sites/lyon-1/tickets/0                    | number
          /v1/sites/{site}/kpis/{kpi}       | /v1/sites/lyon-1/kpis/turnaround?by=carier&window=year&from=x&fro=y | by window from fro
          /v1/sites/{site}/kpis/{kpi}       | /v1/sites/lyon-1/kpis/gate-wait?carrier=A     | carrier
          /v1/sites/{site}/kpis/{kpi}       | /v1/sites/lyon-1/kpis/turnaround?from=2026-11-24&to=2026-11-23 | from
          /v1/sites/{site}/kpis/{kpi}       | /v1/sites/lyon-1/kpis/turnaround?from=2020-01-01&window=15m | window
          /v1/kpis/{kpi}                    | /v1/kpis/turnaround?sites=lyon-1,LYON         | sites
          /v1/sites/{site}/alerts           | /v1/sites/lyon-1/alerts?standing=yes          | standing
          /v1/sites/{site}/devices          | /v1/sites/lyon-1/devices?limit=0              | limit
          /v1/sites/{site}/visits           | /v1/sites/lyon-1/visits?finding=exit-before   | finding
          /v1/sites/{site}/feed             | /v1/sites/LYON/feed?events=visit&lastEventId=7 | site events lastEventId
          """)
  void refusesWhatIsWrongAllAtOnce(String template, String path, String wrong) throws Exception {
    // When
    Reply reply = ask(template, path);

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(texts(reply.body().path("violations"), "pointer"))
        .containsExactlyInAnyOrder(wrong.split(" "));
    assertThat(texts(reply.body().path("violations"), "detail")).allMatch(each -> !each.isBlank());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /v1/sites/{site}                  | /v1/sites/nowhere
          /v1/sites/{site}/visits           | /v1/sites/nowhere/visits
          /v1/sites/{site}/visits/{visitId} | /v1/sites/lyon-1/visits/nothing
          /v1/sites/{site}/tickets/{number} | /v1/sites/lyon-1/tickets/18
          /v1/sites/{site}/kpis             | /v1/sites/nowhere/kpis
          /v1/sites/{site}/kpis/{kpi}       | /v1/sites/nowhere/kpis/turnaround
          /v1/sites/{site}/kpis/{kpi}       | /v1/sites/lyon-1/kpis/turnarund
          /v1/kpis/{kpi}                    | /v1/kpis/turnaround?sites=nowhere
          """)
  void doesNotFindWhatIsNotThere(String template, String path) throws Exception {
    assertThat(ask(template, path).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/sites/lyon-1/visits/nothing", "/v1/sites/nowhere/visits"})
  void saysHowFreshItsIgnoranceIs(String path) throws Exception {
    JsonNode problem = ask("/v1/sites/{site}/visits", path).body();
    assertThat(problem.path("status").asInt()).isEqualTo(404);
    assertThat(Instant.parse(problem.path("asOf").asText())).isAfter(Instant.EPOCH);
    assertThat(problem.path("lag").isIntegralNumber()).isTrue();
    assertThat(problem.path("servedBy").asText()).isIn("active", "standby");
    assertThat(problem.path("servedByInstance").asText()).isNotEmpty();
    assertThat(problem.path("instance").asText()).isEqualTo(path);
  }

  @Test
  void everyParameterIsDocumentedAndEveryDocumentedOneIsRead() throws Exception {
    for (String template : contract.paths()) {
      if (!contract.operations().contains("get " + template)) {
        continue; // nothing to ask there
      }
      // When: a parameter that nothing knows
      String path =
          template
              .replace("{site}", "lyon-1")
              .replace("{visitId}", "v-1")
              .replace("{number}", "17")
              .replace("{letter}", "0-1")
              .replace("{kpi}", "gate-wait");
      Reply reply = service.get(path + "?zzzzzzzz=1");

      // Then: the refusal lists what is known
      assertThat(reply.status()).as(template).isEqualTo(400);
      String detail = reply.body().path("violations").path(0).path("detail").asText();
      Set<String> known = new TreeSet<>();
      if (detail.startsWith("Allowed: ")) {
        known.addAll(List.of(detail.substring("Allowed: ".length()).split(", ")));
      }
      Set<String> documented = contract.queryParameters(template);
      documented.remove("filters"); // stands for the dimensions, and this KPI has none
      assertThat(known).as(template).isEqualTo(documented);
    }
  }

  @Test
  void oneDeadProcessorFailsNoQuery() throws Exception {
    // Given
    one.die();

    // When
    for (int i = 0; i < 20; i++) {
      Reply reply = ask("/v1/sites/{site}", "/v1/sites/lyon-1");

      // Then
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body().path("servedBy").asText()).isEqualTo("standby");
      assertThat(reply.body().path("instance").asText()).isEqualTo("two");
    }
  }

  @Test
  void oneFrozenProcessorFailsNoQuery() throws Exception {
    // Given
    one.mood(Mood.FROZEN);

    // When
    Reply reply = ask("/v1/sites", "/v1/sites");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().path("servedBy").asText()).isEqualTo("standby");
    assertThat(texts(reply.body().path("sites"), "site")).containsExactly("lyon-1", "porto");
  }

  @Test
  void goesBackToTheActiveOneWhenItReturns() throws Exception {
    // Given
    one.die();
    ask("/v1/sites/{site}", "/v1/sites/lyon-1");

    // When
    one.heal();

    // Then
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() ->
            service.get("/v1/sites/lyon-1").body().path("servedBy").asText().equals("active"));
  }

  @Test
  void findsThePartitionAfterItHasMoved() throws Exception {
    // Given: both have lost it as far as the routing knows, then the standby has taken over
    one.mood(Mood.MISDIRECTED);
    two.holds(Role.ACTIVE, 0, 1);

    // When
    Reply reply = ask("/v1/sites/{site}/alerts", "/v1/sites/lyon-1/alerts?standing=true");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(texts(reply.body().path("alerts"), "alertId")).containsExactly("a-1");
  }

  @Test
  void saysWhenToAskAgainIfNobodyCanAnswer() throws Exception {
    // Given
    one.die();
    two.mood(Mood.NOT_READY);

    // When
    Reply reply = ask("/v1/sites/{site}", "/v1/sites/lyon-1");

    // Then
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.response().headers().firstValue("Retry-After")).isPresent();
    assertThat(reply.body().path("detail").asText()).doesNotContain("127.0.0.1", "Exception");
  }

  @Test
  void aFanOutSaysHowOldItsOldestPartIs() throws Exception {
    // Given
    two.lag(42);
    one.die();

    // When
    Reply reply = ask("/v1/sites", "/v1/sites");

    // Then
    assertThat(reply.body().path("lag").asLong()).isEqualTo(42);
    assertThat(reply.body().path("servedBy").asText()).isEqualTo("standby");
  }

  @Test
  void theManagementPortShowsWhatIsMeasured() throws Exception {
    // Given
    ask("/v1/sites/{site}", "/v1/sites/lyon-1");

    // When
    String metrics = service.getManagement("/metrics").response().body();

    // Then
    assertThat(metrics)
        .contains(
            "sitehub_kpis_queries_seconds_count",
            "sitehub_kpis_processor_calls_seconds_count",
            "sitehub_kpis_failovers_total",
            "sitehub_kpis_feed_clients");
  }

  @Test
  void theFeedAsksForPatienceWhileTheLogIsAway() throws Exception {
    assertThat(ask("/v1/sites/{site}/feed", "/v1/sites/lyon-1/feed").status()).isEqualTo(503);
  }

  @Test
  void countsAllTrucksOnSite() throws Exception {
    assertThat(ask("/v1/sites/{site}", "/v1/sites/lyon-1").body().path("onSite").asInt())
        .isEqualTo(1234);
  }

  @Test
  void saysHowDevicesAre() throws Exception {
    // When
    Reply reply = ask("/v1/sites/{site}/devices", "/v1/sites/lyon-1/devices");

    // Then
    JsonNode device = reply.body().path("devices").path(0);
    assertThat(texts(reply.body().path("devices"), "state")).containsExactly("faulty", "heard");
    assertThat(device.path("gaps").path(0).path("to").asLong()).isEqualTo(4);
    assertThat(device.path("silentForMs").asLong()).isNotNegative();
    assertThat(device.path("verificationDaysLeft").asLong()).isNegative();
    assertThat(reply.body().path("next").asText()).isEqualTo("/u");
  }

  @Test
  void saysWhenTrucksAreExpectedToBeCalled() throws Exception {
    // When
    Reply reply = ask("/v1/sites/{site}/queues", "/v1/sites/lyon-1/queues");

    // Then
    JsonNode queue = reply.body().path("queues").path(0);
    assertThat(texts(queue.path("waiting"), "visitId")).containsExactly("v-1", "v-2");
    assertThat(texts(queue.path("waiting"), "position")).containsExactly("1", "2");
    assertThat(texts(queue.path("waiting"), "plate")).containsExactly("AB-123-CD", "XY-1");
    List<String> expected = texts(queue.path("waiting"), "expectedCallAt");
    assertThat(Duration.between(Instant.parse(expected.get(0)), Instant.parse(expected.get(1))))
        .isEqualTo(Duration.ofMinutes(10));
    assertThat(queue.path("called").path(0).path("expiresAt").asText())
        .isEqualTo("2026-11-23T08:15:00Z");
  }

  @Test
  void knowsTheFindingsThatAreExplained() throws Exception {
    List<String> explained =
        Files.readAllLines(Path.of("../docs/visits.md")).stream()
            .dropWhile(line -> !line.equals("| code | meaning |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("| `"))
            .map(line -> line.substring(3, line.indexOf('`', 3)))
            .toList();
    assertThat(FindingCodes.ALLOWED).startsWith("any");
    assertThat(FindingCodes.ALLOWED.stream().skip(1).sorted().toList()).isEqualTo(explained);
  }
}
