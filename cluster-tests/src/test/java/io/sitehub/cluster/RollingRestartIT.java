package io.sitehub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.query.QueryApi;
import io.sitehub.cli.query.Reply;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.supervise.LocalSite;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every process of ours ends, one after the other, and is started again by its supervisor, while
 * terminals publish and a dashboard asks: told to end, as in a rolling upgrade, and killed.
 */
@Tag("soak")
class RollingRestartIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final List<String> SITES = List.of("rolling-1", "rolling-2", "rolling-3");
  private static final int PAUSE_MS = 50;

  @TempDir static Path data;
  static LocalSite site;

  private final String run = Long.toString(System.nanoTime(), 36);
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();
  private final List<Thread> users = new ArrayList<>();
  private volatile boolean over;

  @BeforeAll
  static void start() {
    site =
        LocalSite.start(
                new DataDirectory(data), false, 0, new QuickStart.Off(), InstantSource.system())
            .orElseThrow();
    await().atMost(DEADLINE).until(() -> site.snapshot().ready());
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  @BeforeEach
  void startUsers() {
    users.add(Thread.ofVirtual().start(this::publish));
    await().atMost(DEADLINE).until(() -> acknowledged.size() > 2 * SITES.size());
    // Before its first event nobody can say anything of a site.
    await().atMost(DEADLINE).until(this::firstVisitsAreKnown);
    await().atMost(DEADLINE).until(this::allCopiesAreNear);
    users.add(Thread.ofVirtual().start(this::ask));
    await().atMost(DEADLINE).until(() -> answered.get() > 20);
  }

  @AfterEach
  void stopUsers() throws InterruptedException {
    over = true;
    for (Thread user : users) {
      user.join();
    }
    http.close();
  }

  @Test
  void aRollingUpgradeLosesNothingAndFailsNoQuery() throws Exception {
    // When
    oneAfterTheOther(ProcessHandle::destroy);

    // Then
    assertNobodyNoticed();
  }

  @Test
  void killsLoseNothingAndFailNoQuery() throws Exception {
    // When
    oneAfterTheOther(ProcessHandle::destroyForcibly);

    // Then
    assertNobodyNoticed();
    assertThat(Files.readString(new DataDirectory(data).supervisorLog()))
        .contains("that processor-1 is dead")
        .contains("that processor-2 is dead");
  }

  private void oneAfterTheOther(Consumer<ProcessHandle> blow) {
    for (Role role : List.of(Role.PROCESSOR, Role.GATEWAY, Role.KPI_SERVICE)) {
      for (Instance instance : site.snapshot().layout().of(role)) {
        InstanceState before = state(instance);
        blow.accept(ProcessHandle.of(before.pid()).orElseThrow());
        await()
            .alias(instance.name() + " is back")
            .atMost(DEADLINE)
            .until(() ->
                state(instance).phase() == Phase.READY && state(instance).pid() != before.pid());
        await().alias("all copies are near").atMost(DEADLINE).until(this::allCopiesAreNear);
      }
    }
  }

  private void assertNobodyNoticed() throws Exception {
    over = true;
    for (Thread user : users) {
      user.join();
    }
    assertThat(failures).isEmpty();
    assertThat(answered.get()).isGreaterThan(100);
    assertThat(acknowledged).hasSizeGreaterThan(100);
    try (QueryApi api = new QueryApi(services(), DEADLINE)) {
      for (String visitId : acknowledged) {
        await()
            .alias(visitId)
            .atMost(DEADLINE)
            .until(() -> api.get(path(visitId), Map.of()) instanceof Reply.Answer);
      }
    }
  }

  private InstanceState state(Instance instance) {
    return site.snapshot().instances().stream()
        .filter(each -> each.instance().equals(instance))
        .findFirst()
        .orElseThrow();
  }

  /** The next one may only go when there is a copy of everything elsewhere. */
  private boolean allCopiesAreNear() throws Exception {
    int partitions = site.snapshot().layout().replication().partitions();
    for (Instance processor : site.snapshot().layout().of(Role.PROCESSOR)) {
      JsonNode assignment =
          json.readTree(
              http.send(
                      HttpRequest.newBuilder(processor.url().resolve("/internal/v1/assignment"))
                          .build(),
                      BodyHandlers.ofByteArray())
                  .body());
      if (assignment.path("copies").valueStream().filter(copy -> copy.has("lag")).count()
          < partitions) {
        return false;
      }
    }
    return true;
  }

  private boolean firstVisitsAreKnown() throws Exception {
    try (QueryApi api = new QueryApi(services(), DEADLINE)) {
      for (int n = 0; n < SITES.size(); n++) {
        if (!(api.get(path(visitId(n)), Map.of()) instanceof Reply.Answer)) {
          return false;
        }
      }
      return true;
    }
  }

  /** Terminals: one visit after the other, each sent until a gateway has acknowledged it. */
  private void publish() {
    List<URI> gateways = site.snapshot().layout().urls(Role.GATEWAY);
    for (int n = 0; !over; n++) {
      String siteId = SITES.get(n % SITES.size());
      String event =
          """
          {"specversion": "1.0", "id": "e-%s-%d", "source": "/sites/%s/terminals/gate-1",
           "type": "com.sitehub.gate.entered.v1", "subject": "%s",
           "time": "2026-11-23T07:31:04Z", "siteid": "%s", "data": {"gateId": "north"}}
          """
              .formatted(run, n, siteId, visitId(n), siteId);
      for (int attempt = n; !isAcknowledged(gateways.get(attempt % 2), event); attempt++) {
        pause();
      }
      acknowledged.add(visitId(n));
      pause();
    }
  }

  private boolean isAcknowledged(URI gateway, String event) {
    try {
      return http.send(
                  HttpRequest.newBuilder(gateway.resolve("/v1/events"))
                      .timeout(Duration.ofSeconds(10))
                      .header("Content-Type", "application/cloudevents+json")
                      .POST(BodyPublishers.ofString(event))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode()
          < 300;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A dashboard: each service is asked once, at most. */
  private void ask() {
    try (QueryApi api = new QueryApi(services(), Duration.ZERO)) {
      for (int n = 0; !over; n++) {
        try {
          String visitId = visitId(acknowledged.size() / 2);
          Reply reply = api.get(path(visitId), Map.of());
          if (reply instanceof Reply.Refused(int status, JsonNode problem)) {
            failures.add(status + " " + problem);
          }
          answered.incrementAndGet();
        } catch (IOException e) {
          failures.add("question " + n + ": " + e.getMessage());
        } catch (InterruptedException e) {
          throw new IllegalStateException("interrupted", e);
        }
        pause();
      }
    }
  }

  private List<URI> services() {
    return site.snapshot().layout().urls(Role.KPI_SERVICE);
  }

  private String visitId(int n) {
    return "v-" + run + "-" + n;
  }

  private static String path(String visitId) {
    int n = Integer.parseInt(visitId.substring(visitId.lastIndexOf('-') + 1));
    return "/v1/sites/" + SITES.get(n % SITES.size()) + "/visits/" + visitId;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
