package io.sitehub.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationTest {
  private static final SimulationPlan PLAN =
      SimulationPlan.of(new SimulationSettings(11, LocalDate.of(2026, 11, 23), 1, 10));

  @TempDir private Path journals = Path.of(".");

  @Test
  void publishesEveryEventInTheOrderOfItsTerminal() throws Exception {
    try (ScriptedGateway gateway = new ScriptedGateway(request -> 202)) {
      // When
      List<SimulationProgress> seen = new ArrayList<>();
      SimulationResult result = run(List.of(gateway.address()), seen::add);

      // Then
      assertThat(result.complete()).isTrue();
      assertThat(result.progress().acknowledged()).isEqualTo(PLAN.events());
      assertThat(result.progress().trucksDone()).isEqualTo(PLAN.trucks());
      assertThat(result.progress().repeats()).isPositive();
      assertThat(seen.getLast()).isEqualTo(result.progress());
      assertThat(new LinkedHashSet<>(gateway.acknowledged())).hasSize((int) PLAN.events());
      assertThat(gateway.acknowledged()).hasSize(PLAN.deliveries().size());
      assertThat(journals).isEmptyDirectory();
      assertInOrder(gateway.acknowledged());
      assertThat(gateway.requests())
          .extracting(ScriptedGateway.Request::contentType)
          .contains(
              "application/json",
              "application/cloudevents+json",
              "application/cloudevents-batch+json");
    }
  }

  @Test
  void sendsTheSameNamesAgainToTheOtherGatewayWhenOneIsBusy() throws Exception {
    // Given a gateway that refuses each event once, and one that takes all
    Set<List<String>> turnedAway = ConcurrentHashMap.newKeySet();
    try (ScriptedGateway busy =
            new ScriptedGateway(request -> turnedAway.add(request.events()) ? 503 : 202);
        ScriptedGateway other = new ScriptedGateway(request -> 202)) {
      // When
      SimulationResult result = run(List.of(busy.address(), other.address()), progress -> {});

      // Then
      assertThat(result.complete()).isTrue();
      assertThat(result.progress().retries()).isPositive();
      assertThat(other.acknowledged())
          .containsAll(turnedAway.stream().flatMap(List::stream).toList());
      Set<String> all = new HashSet<>(busy.acknowledged());
      all.addAll(other.acknowledged());
      assertThat(all).hasSize((int) PLAN.events());
    }
  }

  @Test
  void survivesAGatewayThatIsNotThere() throws Exception {
    // Given
    URI nobody;
    try (ScriptedGateway closed = new ScriptedGateway(request -> 202)) {
      nobody = closed.address();
    }
    try (ScriptedGateway alive = new ScriptedGateway(request -> 202)) {
      // When
      SimulationResult result = run(List.of(nobody, alive.address()), progress -> {});

      // Then
      assertThat(result.complete()).isTrue();
      assertThat(new HashSet<>(alive.acknowledged())).hasSize((int) PLAN.events());
    }
  }

  @Test
  void aRefusalIsReportedAndNotRepeated() throws Exception {
    // Given
    try (ScriptedGateway gateway =
        new ScriptedGateway(request -> 202, event -> event.contains("dispatch-1"))) {
      // When
      SimulationResult result = run(List.of(gateway.address()), progress -> {});

      // Then
      assertThat(result.complete()).isFalse();
      assertThat(result.progress().refused()).isPositive();
      assertThat(result.progress().acknowledged() + result.progress().refused())
          .isEqualTo(PLAN.events());
      assertThat(result.refusals())
          .isNotEmpty()
          .allSatisfy(refusal -> {
            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.answer()).contains("as scripted");
            assertThat(refusal.terminal()).endsWith("/dispatch-1");
          });
    }
  }

  @Test
  void aDayThatIsBrokenOffGoesOnWhereItWas() throws Exception {
    // Given a gateway that some events reach, and then none
    AtomicInteger requests = new AtomicInteger();
    Thread running = Thread.currentThread();
    try (ScriptedGateway gateway =
        new ScriptedGateway(request -> requests.incrementAndGet() <= 5 ? 202 : 503)) {
      assertThatThrownBy(() ->
              run(
                  List.of(gateway.address()),
                  progress -> {
                    if (requests.get() > 6) {
                      running.interrupt();
                    }
                  }))
          .isInstanceOf(InterruptedException.class);
      assertThat(journals).isNotEmptyDirectory();
      List<String> before = gateway.acknowledged();

      // When
      try (ScriptedGateway later = new ScriptedGateway(request -> 202)) {
        SimulationResult result = run(List.of(later.address()), progress -> {});

        // Then what was acknowledged is not sent again, but for the repeats on purpose
        assertThat(result.complete()).isTrue();
        Set<String> all = new HashSet<>(before);
        all.addAll(later.acknowledged());
        assertThat(all).hasSize((int) PLAN.events());
        long again = later.acknowledged().stream().filter(before::contains).count();
        assertThat(again).isLessThanOrEqualTo(PLAN.deliveries().size() - PLAN.events());
        assertThat(before).isNotEmpty();
      }
    }
  }

  @Test
  void aDayThatIsOverIsPublishedAgainWhenItIsRunAgain() throws Exception {
    try (ScriptedGateway gateway = new ScriptedGateway(request -> 202)) {
      // Given
      run(List.of(gateway.address()), progress -> {});

      // When
      SimulationResult again = run(List.of(gateway.address()), progress -> {});

      // Then: the same events with the same names and numbers, for the site to recognise
      assertThat(again.complete()).isTrue();
      assertThat(gateway.acknowledged()).hasSize(2 * PLAN.deliveries().size());
      assertThat(new HashSet<>(gateway.acknowledged())).hasSize((int) PLAN.events());
    }
  }

  @Test
  void aDayCanBeStretchedAndARateKept() {
    // Given
    long events = PLAN.deliveries().size();

    // When
    Map<Delivery, Long> day = new Pace.DayIn(Duration.ofSeconds(60)).schedule(PLAN);
    Map<Delivery, Long> rate = new Pace.Rate(100).schedule(PLAN);

    // Then
    assertThat(day.values()).allMatch(nanos -> nanos >= 0 && nanos <= 60_000_000_000L);
    assertThat(day.values()).contains(0L, 60_000_000_000L);
    assertThat(rate.values()).contains(0L, (events - 1) * 10_000_000L);
    assertThat(new Pace.AsFastAsPossible().schedule(PLAN).values()).containsOnly(0L);
    assertThatThrownBy(() -> new Pace.Rate(0)).hasMessageContaining("eventsPerSecond is 0.0");
    assertThatThrownBy(() -> new Pace.DayIn(Duration.ZERO)).hasMessageContaining("length");
  }

  @Test
  void withoutAGatewayNothingStarts() {
    assertThatThrownBy(() -> run(List.of(), progress -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private SimulationResult run(List<URI> gateways, ProgressListener listener)
      throws InterruptedException, IOException {
    return Simulation.run(
        PLAN, gateways, new Pace.AsFastAsPossible(), listener, journals, InstantSource.system());
  }

  private static void assertInOrder(List<String> acknowledged) {
    Map<String, Long> last = new HashMap<>();
    for (String event : new LinkedHashSet<>(acknowledged)) {
      String[] parts = event.split(" ", 3);
      long seq = Long.parseLong(parts[2]);
      assertThat(seq).as(event).isEqualTo(last.getOrDefault(parts[0], 0L) + 1);
      last.put(parts[0], seq);
    }
  }
}
