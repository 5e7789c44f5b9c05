package io.sitehub.processors.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.processors.handover.Group.Instance;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.AssignmentError;
import org.junit.jupiter.api.Test;

class StayingAssignorTest {

  private static final int TASKS = 6;

  private final Group group = new Group(TASKS, 1);
  private final Instance one = group.join("one");
  private final Instance two = group.join("two");

  @Test
  void aFreshGroupSharesTheWorkAndEachStandsByForTheOther() {
    // When
    rebalance();

    // Then
    assertThat(one.active()).hasSize(TASKS / 2).isEqualTo(two.standby());
    assertThat(two.active()).hasSize(TASKS / 2).isEqualTo(one.standby());
  }

  @Test
  void whoeverSurvivesTakesOverAndKeepsTheWorkWhenTheOtherComesBack() {
    // Given
    rebalance();

    // When
    group.die("one");
    rebalance();
    Instance back = group.join("one");
    rebalance();

    // Then
    assertThat(two.active()).hasSize(TASKS);
    assertThat(back.standby()).hasSize(TASKS);
    assertThat(two.asksAgain() || back.asksAgain()).isTrue();

    // When all its copies have caught up, to the last record
    back.caughtUp();
    rebalance();

    // Then
    assertThat(back.active()).hasSize(TASKS / 2);
    assertThat(two.asksAgain() || back.asksAgain()).isFalse();
  }

  @Test
  void oneThatLeavesIsRelievedWhateverTheOtherLacksAndStandsBy() {
    // Given
    rebalance();

    // When
    group.leave("one");
    rebalance();

    // Then
    assertThat(two.active()).hasSize(TASKS);
    assertThat(one.active()).isEmpty();
    assertThat(one.standby()).hasSize(TASKS);
  }

  @Test
  void whenAllLeaveEachKeepsWhatItHas() {
    // Given
    rebalance();
    TreeSet<TaskId> before = new TreeSet<>(one.active());

    // When
    group.leave("one");
    group.leave("two");
    rebalance();

    // Then
    assertThat(one.active()).isEqualTo(before);
  }

  @Test
  void anOrphanGoesToTheCopyThatLacksLeast() {
    // Given
    Instance three = group.join("three");
    rebalance();
    group.tasks().forEach(task -> two.lag(task, 70));
    group.tasks().forEach(task -> three.lag(task, Group.UNKNOWN));
    TreeSet<TaskId> orphans = new TreeSet<>(one.active());

    // When
    group.die("one");
    rebalance();

    // Then
    assertThat(two.active()).containsAll(orphans);
  }

  @Test
  void aThirdOneIsGivenItsShareOfCopiesAndOnlyOnceTheyHaveCaughtUpOfTheWork() {
    // Given
    rebalance();

    // When
    Instance three = group.join("three");
    rebalance();

    // Then
    assertThat(three.active()).isEmpty();
    assertThat(three.standby()).hasSize(TASKS * 2 / 3);

    // When
    three.caughtUp();
    rebalance();

    // Then
    assertThat(three.active()).hasSize(TASKS / 3);
  }

  private void rebalance() {
    assertThat(group.rebalance()).isEqualTo(AssignmentError.NONE);
  }
}
