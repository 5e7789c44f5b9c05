package io.sitehub.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationPlanTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

  private static SimulationPlan plan(long seed) {
    return SimulationPlan.of(new SimulationSettings(seed, DAY, 3, 100));
  }

  @Test
  void equalSettingsGiveAnEqualPlan() {
    assertThat(plan(7)).isEqualTo(plan(7));
  }

  @Test
  void anotherSeedDayOrNumberOfTrucksGivesOtherEventsWithOtherNames() {
    // Given
    SimulationPlan one = plan(7);
    SimulationPlan otherSeed = plan(8);
    SimulationPlan otherDay =
        SimulationPlan.of(new SimulationSettings(7, DAY.minusDays(1), 3, 100));
    SimulationPlan moreTrucks = SimulationPlan.of(new SimulationSettings(7, DAY, 3, 120));

    // Then
    Set<String> names = names(one);
    assertThat(names(otherSeed)).doesNotContainAnyElementsOf(names);
    assertThat(names(otherDay)).doesNotContainAnyElementsOf(names);
    assertThat(names(moreTrucks)).doesNotContainAnyElementsOf(names);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noTwoTrucksStandOnAScaleAtOnce(long seed) {
    for (SitePlan site : plan(seed).sites()) {
      Map<String, List<TrueWeighing>> byScale =
          site.trucks().stream()
              .flatMap(truck -> truck.weighings().stream())
              .collect(Collectors.groupingBy(TrueWeighing::scaleId));
      assertThat(byScale).hasSizeGreaterThan(1);
      byScale.forEach((scale, weighings) -> {
        List<TrueWeighing> ordered = new ArrayList<>(weighings);
        ordered.sort(Comparator.comparing(TrueWeighing::occupiedFrom));
        for (int i = 1; i < ordered.size(); i++) {
          assertThat(ordered.get(i).occupiedFrom())
              .as("%s after %s", scale, ordered.get(i - 1))
              .isAfterOrEqualTo(ordered.get(i - 1).occupiedTo());
        }
      });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noTwoTrucksAreLoadedAtOneStationAtOnce(long seed) {
    for (SitePlan site : plan(seed).sites()) {
      Map<String, List<TrueHandling>> byStation =
          site.trucks().stream()
              .flatMap(truck -> truck.handlings().stream())
              .collect(Collectors.groupingBy(TrueHandling::stationId));
      assertThat(byStation).hasSizeGreaterThan(1);
      byStation.forEach((station, stays) -> {
        List<TrueHandling> ordered = new ArrayList<>(stays);
        ordered.sort(Comparator.comparing(TrueHandling::startedAt));
        for (int i = 1; i < ordered.size(); i++) {
          assertThat(ordered.get(i).startedAt())
              .as("%s after %s", station, ordered.get(i - 1))
              .isAfterOrEqualTo(ordered.get(i - 1).completedAt());
        }
      });
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void eachTerminalCountsItsEventsWithoutGapAndSendsThemInThatOrder(long seed) {
    for (SitePlan site : plan(seed).sites()) {
      Map<Terminal, Long> last = new HashMap<>();
      for (Delivery delivery : site.deliveries()) {
        if (!delivery.repeat()) {
          PlannedEvent event = delivery.event();
          long before = last.getOrDefault(event.terminal(), 0L);
          assertThat(event.deviceseq()).isEqualTo(before + 1);
          last.put(event.terminal(), event.deviceseq());
        }
      }
      assertThat(last.keySet()).containsExactlyInAnyOrderElementsOf(site.terminals());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theStepsOfATruckAreInOrder(long seed) {
    for (TruckStory truck : trucks(plan(seed))) {
      List<Instant> steps =
          Stream.of(
                  truck.announcedAt(),
                  truck.arrivedAt(),
                  truck.queuedAt(),
                  truck.calledAt(),
                  truck.enteredAt(),
                  truck.exitedAt(),
                  truck.closedAt())
              .filter(Objects::nonNull)
              .toList();
      assertThat(steps).as(truck.visitId()).isSorted();
      assertThat(truck.weighings())
          .isSortedAccordingTo(Comparator.comparing(TrueWeighing::at))
          .allSatisfy(weighing ->
              assertThat(List.of(weighing.occupiedFrom(), weighing.at(), weighing.occupiedTo()))
                  .isSorted());
      assertThat(truck.handlings())
          .isSortedAccordingTo(Comparator.comparing(TrueHandling::startedAt))
          .allSatisfy(stay -> assertThat(stay.completedAt()).isAfter(stay.startedAt()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everythingHappensWithinTheDayAndNothingIsSentBeforeItHappened(long seed) {
    Instant from = DAY.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = from.plus(Duration.ofDays(1));
    for (Delivery delivery : plan(seed).deliveries()) {
      assertThat(delivery.at()).isBetween(from, to);
      assertThat(delivery.event().time()).isBetween(from, to);
    }
  }

  @Test
  void atMostAsManyTrucksAreInsideAsTheYardHolds() {
    for (SitePlan site : plan(5).sites()) {
      List<Instant> entries = new ArrayList<>();
      for (TruckStory truck : site.trucks()) {
        if (truck.enteredAt() != null) {
          entries.add(truck.enteredAt());
        }
      }
      assertThat(entries)
          .allSatisfy(at ->
              assertThat(site.trucks())
                  .filteredOn(truck -> isInside(truck, at))
                  .hasSizeBetween(1, site.profile().yardCapacity()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everythingThatGoesWrongAtRealSitesGoesWrong(long seed) {
    // Given
    SimulationPlan plan = plan(seed);
    List<Delivery> deliveries = plan.deliveries();

    // Then
    assertThat(trucks(plan))
        .extracting(TruckStory::outcome)
        .contains("completed", "refused", "cancelled", "no-show", "abandoned");
    assertThat(trucks(plan))
        .anyMatch(truck -> truck.queuedAt() != null && truck.calledAt() != null)
        .anyMatch(truck -> truck.enteredAt() != null && truck.arrivedAt() == null)
        .anyMatch(truck -> truck.enteredAt() != null && truck.announcedAt() == null)
        .anyMatch(TruckStory::accessDenied)
        .anyMatch(TruckStory::qualityRejected)
        .anyMatch(TruckStory::ticketMayBeVoid)
        .anyMatch(truck -> truck.deductionKg() != null)
        .anyMatch(truck -> truck.exceptions() > 0)
        .anyMatch(truck -> truck.handlings().size() == 2)
        .anyMatch(truck -> truck.corrected() == 2);
    assertThat(trucks(plan).stream().flatMap(truck -> truck.weighings().stream()))
        .anyMatch(TrueWeighing::manual)
        .extracting(TrueWeighing::pass)
        .contains("first", "second", "reweigh", "check");
    assertThat(values(deliveries, "weighing.rejected", "cause"))
        .contains("over-gvw")
        .containsAnyOf("unstable", "off-platform");
    assertThat(deliveries).anyMatch(Delivery::repeat);
    assertThat(deliveries)
        .as("hours late")
        .anyMatch(d -> Duration.between(d.event().time(), d.at()).toHours() >= 3);
    assertThat(deliveries)
        .as("a correction that overtakes the event")
        .anyMatch(d -> isCorrectionBeforeItsEvent(d, deliveries));
    assertThat(values(deliveries, "record.corrected", "replacementType"))
        .contains("com.sitehub.record.corrected.v1", "");
    assertThat(values(deliveries, "device.status", "bufferDepth")).anyMatch(d -> !d.equals("0"));
    assertThat(deliveries.stream().map(d -> d.event().type()).distinct())
        .as("all types of the catalogue")
        .hasSize(19);
  }

  @Test
  void morningIsBusierThanTheRestOfTheDay() {
    List<TruckStory> arrived =
        trucks(plan(4)).stream().filter(truck -> truck.arrivedAt() != null).toList();
    long early =
        arrived.stream()
            .filter(t ->
                Objects.requireNonNull(t.arrivedAt())
                    .isBefore(DAY.atTime(7, 45).toInstant(ZoneOffset.UTC)))
            .count();
    assertThat(early).isGreaterThan(arrived.size() / 3);
  }

  @Test
  void settingsOutOfRangeAreRefusedByName() {
    assertThatThrownBy(() -> new SimulationSettings(1, DAY, 0, 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sites is 0, allowed: 1 to 200");
    assertThatThrownBy(() -> new SimulationSettings(1, DAY, 1, 5_001))
        .hasMessageContaining("trucksPerSite is 5001");
  }

  private static boolean isInside(TruckStory truck, Instant at) {
    return truck.enteredAt() != null
        && !truck.enteredAt().isAfter(at)
        && Objects.requireNonNull(truck.exitedAt()).isAfter(at);
  }

  private static boolean isCorrectionBeforeItsEvent(Delivery correction, List<Delivery> all) {
    String corrects = correction.event().data().path("correctsId").asText();
    return all.stream()
        .anyMatch(d -> d.event().id().equals(corrects) && d.at().isAfter(correction.at()));
  }

  private static Set<String> values(List<Delivery> deliveries, String type, String field) {
    return deliveries.stream()
        .map(Delivery::event)
        .filter(event -> event.type().equals("com.sitehub." + type + ".v1"))
        .map(event -> event.data().path(field).asText())
        .collect(Collectors.toSet());
  }

  private static List<TruckStory> trucks(SimulationPlan plan) {
    return plan.sites().stream().flatMap(site -> site.trucks().stream()).toList();
  }

  private static Set<String> names(SimulationPlan plan) {
    Set<String> names = new HashSet<>();
    plan.deliveries().forEach(d -> names.add(d.event().terminal().source() + " " + d.event().id()));
    return names;
  }
}
