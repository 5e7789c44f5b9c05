package io.sitehub.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.SitehubProcess.End;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.InstanceState;
import io.sitehub.cli.site.Phase;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteState;
import io.sitehub.cli.site.StateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site from its start to its end, as a person at a terminal sees it. */
class SmallSiteIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final String SITE = "test-1";
  private static final String EVENT =
      """
      {"specversion": "1.0", "id": "gate-1-1", "source": "/sites/test-1/terminals/gate-1",
       "type": "com.sitehub.gate.entered.v1", "subject": "v-0001",
       "time": "2026-11-23T07:31:04Z", "siteid": "test-1", "data": {"gateId": "north"}}
      """;

  @TempDir Path data;

  @AfterEach
  void down() throws Exception {
    sitehub("down");
  }

  @Test
  void takesEventsInHealsAndIsTakenOver() throws Exception {
    // Given
    assertThat(up().code()).isZero();
    assertThat(status()).hasSize(7).allMatch(row -> row.path("state").asText().equals("ready"));

    // When, then: what goes in comes out
    Path events = Files.writeString(data.resolve("events.json"), EVENT);
    assertThat(sitehub("publish", events.toString()).code()).isZero();
    await().atMost(DEADLINE).until(() -> sitehub("visit", "v-0001").code() == 0);
    assertDayPasses();
    assertErpHasEveryTicket();
    SiteCommands commands = new SiteCommands(data, SITE);
    commands.tellASiteWhatItIs();
    commands.defineAKpi();
    commands.showAQueue();
    commands.redriveADeadLetter(state().layout().bootstrapServers(), "gate-1-1");

    // When, then: what is killed comes back, and nothing is lost
    kill(Set.of(Role.GATEWAY, Role.REGISTRY));
    kill(Set.of(Role.BROKER));
    assertThat(sitehub("visit", "v-0001").code()).isZero();
    assertDrillPasses();

    // When, then: without its supervisor the site goes on, and another one takes it over
    Map<String, Long> before = pids();
    ProcessHandle supervisor = ProcessHandle.of(state().supervisorPid()).orElseThrow();
    supervisor.destroyForcibly();
    await().atMost(DEADLINE).until(() -> !supervisor.isAlive());
    assertThat(status()).allMatch(row -> row.path("supervisorPid").asLong() == 0);
    assertThat(up().code()).isZero();
    assertThat(pids()).isEqualTo(before);

    // When, then: it ends, all of it
    assertThat(sitehub("down").code()).isZero();
    assertThat(before.values()).noneMatch(SmallSiteIT::isAlive);
    assertThat(sitehub("status").code()).isEqualTo(3);
  }

  @Test
  void aStartThatIsBrokenOffLeavesNothingBehind() throws Exception {
    // Given
    Process starting =
        new SitehubProcess(data)
            .start(
                data.resolve("out"),
                data.resolve("err"),
                "up",
                "--small",
                "--detach",
                "--base-port",
                "0");
    await().atMost(DEADLINE).until(() -> someProcessRuns());
    SiteState state = state();

    // When
    starting.destroy();
    await().atMost(DEADLINE).until(() -> !starting.isAlive());

    // Then
    assertThat(isAlive(state.supervisorPid())).isFalse();
    assertThat(pids().values()).noneMatch(SmallSiteIT::isAlive);
    assertThat(Files.readString(data.resolve("out"))).contains("Stopped.");
  }

  private End up() throws Exception {
    return sitehub("up", "--small", "--detach", "--base-port", "0");
  }

  private List<JsonNode> status() throws Exception {
    JsonNode rows = new ObjectMapper().readTree(sitehub("status", "--json").out());
    return rows.valueStream().toList();
  }

  private void assertDayPasses() throws Exception {
    End end = sitehub("simulate", "--trucks", "12", "--fast", "--json");
    assertThat(end.code()).as(end.out() + end.err()).isZero();
    assertThat(new ObjectMapper().readTree(end.out()).path("passed").asBoolean()).isTrue();
  }

  private void assertErpHasEveryTicket() throws Exception {
    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> {
          JsonNode status = new ObjectMapper().readTree(sitehub("erp", "status", "--json").out());
          assertThat(status.path("connector").asText()).isEqualTo("RUNNING");
          assertThat(status.path("published").asLong()).isPositive();
          assertThat(status.path("lag").asLong(-1)).isZero();
        });
    End end = sitehub("erp", "reconcile", "--json");
    assertThat(end.code()).as(end.out() + end.err()).isZero();
    assertThat(new ObjectMapper().readTree(end.out()).path("revisions").asInt()).isPositive();
    assertThat(sitehub("erp", "rejected").out()).contains("Nothing is rejected.");
  }

  /** The drill, as a scheduler runs it. */
  private void assertDrillPasses() throws Exception {
    Path page = data.resolve("drill.html");
    End refused = sitehub("drill", "--yes", "--faults", "kill-procesor");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("'kill-procesor' is no fault");
    End end =
        sitehub(
            "drill",
            "--yes",
            "--json",
            "--html",
            page.toString(),
            "--faults",
            "kill-processor,kill-kpi-service",
            "--rate",
            "10");
    assertThat(end.code()).as(end.out() + end.err()).isZero();
    JsonNode report = new ObjectMapper().readTree(end.out());
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(report.path("faults").findValuesAsText("target"))
        .containsExactlyInAnyOrder("processor-1", "kpi-service-1");
    assertThat(report.path("faults")).allMatch(fault -> fault.has("wellAt"));
    assertThat(report.path("total").path("acknowledged").asLong()).isGreaterThan(100);
    assertThat(report.path("total").path("lost").asLong(-1)).isZero();
    assertThat(report.path("total").path("doubled").asLong(-1)).isZero();
    assertThat(Files.readString(page)).contains("All invariants hold", "kpi-service-1");
    try (Stream<Path> drills = Files.list(data.resolve("drills"))) {
      assertThat(drills).filteredOn(each -> each.toString().endsWith(".json")).hasSize(1);
    }
  }

  /** Kills every process of these roles, and waits until each is ready again as another one. */
  private void kill(Set<Role> roles) {
    Map<String, Long> before = pids();
    for (InstanceState instance : state().instances()) {
      if (roles.contains(instance.instance().role())) {
        ProcessHandle.of(instance.pid()).orElseThrow().destroyForcibly();
      }
    }
    await()
        .atMost(DEADLINE)
        .until(() ->
            state().instances().stream()
                .filter(instance -> roles.contains(instance.instance().role()))
                .allMatch(instance ->
                    instance.phase() == Phase.READY && !before.containsValue(instance.pid())));
    await().atMost(DEADLINE).until(() -> state().ready());
  }

  private boolean someProcessRuns() {
    DataDirectory directory = new DataDirectory(data);
    return new StateFile(directory).read().filter(state -> state.anyAlive(directory)).isPresent();
  }

  private SiteState state() {
    return new StateFile(new DataDirectory(data)).read().orElseThrow();
  }

  private Map<String, Long> pids() {
    return state().instances().stream()
        .collect(Collectors.toMap(each -> each.instance().name(), InstanceState::pid));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private End sitehub(String... args) throws Exception {
    return new SitehubProcess(data).run(args);
  }
}
