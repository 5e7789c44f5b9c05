package io.sitehub.processors.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.processors.handover.Group.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.AssignmentError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to a group, each task has one who works on it, and the others as they should.
 */
class StayingAssignorPropertyTest {

  private static final int RUNS = 200;
  private static final int STEPS = 30;

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(RUNS) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void keepsItsRulesThroughAnyHistory(long seed) {
    // Given
    Random random = new Random(seed);
    Group group = new Group(1 + random.nextInt(12), random.nextInt(3));
    int joined = 0;
    group.join("i" + joined++);

    for (int step = 0; step < STEPS; step++) {
      // When
      List<Instance> present = group.instances();
      Instance any = present.get(random.nextInt(present.size()));
      switch (random.nextInt(5)) {
        case 0 -> group.join("i" + joined++);
        case 1 -> {
          if (present.size() > 1) {
            group.die(any.hostInfo().orElseThrow().host());
          }
        }
        case 2 -> group.leave(any.hostInfo().orElseThrow().host());
        case 3 -> any.caughtUp();
        default -> group.tasks().forEach(task -> any.lag(task, lag(random)));
      }
      Map<TaskId, Instance> owners = owners(group);
      Map<TaskId, Map<Instance, Long>> lags = lags(group);
      AssignmentError error = group.rebalance();

      // Then
      assertThat(error).isEqualTo(AssignmentError.NONE);
      assertEachTaskIsHeldAsOftenAsItShould(group);
      assertNobodyWhoStaysLosesWorkToACopyThatLacksSomething(group, owners, lags);
      assertNobodyLeavesWithWork(group);
    }

    // When nothing happens any more and everybody has caught up
    group.instances().forEach(Instance::caughtUp);
    group.rebalance();
    String settled = group.instances().toString();
    group.rebalance();

    // Then
    assertThat(group.instances()).hasToString(settled);
    assertWorkIsEven(group);
  }

  private static long lag(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> Group.UNKNOWN;
      default -> random.nextInt(1_000);
    };
  }

  private static Map<TaskId, Instance> owners(Group group) {
    Map<TaskId, Instance> owners = new HashMap<>();
    group.instances().forEach(each -> each.active().forEach(task -> owners.put(task, each)));
    return owners;
  }

  private static Map<TaskId, Map<Instance, Long>> lags(Group group) {
    Map<TaskId, Map<Instance, Long>> lags = new HashMap<>();
    for (TaskId task : group.tasks()) {
      Map<Instance, Long> each = new HashMap<>();
      group.instances().forEach(instance -> each.put(instance, instance.lagFor(task)));
      lags.put(task, each);
    }
    return lags;
  }

  private static void assertEachTaskIsHeldAsOftenAsItShould(Group group) {
    int standbys = Math.min(group.standbys(), group.instances().size() - 1);
    for (TaskId task : group.tasks()) {
      assertThat(group.instances()).filteredOn(each -> each.active().contains(task)).hasSize(1);
      assertThat(group.instances())
          .filteredOn(each -> each.standby().contains(task))
          .hasSize(standbys)
          .noneMatch(each -> each.active().contains(task));
    }
  }

  private static void assertNobodyWhoStaysLosesWorkToACopyThatLacksSomething(
      Group group, Map<TaskId, Instance> before, Map<TaskId, Map<Instance, Long>> lags) {
    Map<TaskId, Instance> after = owners(group);
    before.forEach((task, owner) -> {
      Instance now = after.get(task);
      if (now != owner && group.instances().contains(owner) && !group.isLeaving(owner)) {
        assertThat(lags.getOrDefault(task, Map.of()).get(now)).isZero();
      }
    });
  }

  private static void assertNobodyLeavesWithWork(Group group) {
    if (!group.instances().stream().allMatch(group::isLeaving)) {
      assertThat(group.instances())
          .filteredOn(group::isLeaving)
          .allMatch(e -> e.active().isEmpty());
    }
  }

  private static void assertWorkIsEven(Group group) {
    List<Integer> shares =
        group.instances().stream()
            .filter(each ->
                !group.isLeaving(each) || group.instances().stream().allMatch(group::isLeaving))
            .map(each -> each.active().size())
            .sorted()
            .toList();
    assertThat(shares.getLast() - shares.getFirst()).isLessThanOrEqualTo(1);
  }
}
