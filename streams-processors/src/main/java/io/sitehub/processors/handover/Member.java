package io.sitehub.processors.handover;

import java.util.Comparator;
import java.util.HashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;

/** An instance of the group: what it had, and what it is given. */
final class Member {

  /** By load, and then always the same. */
  static final Comparator<Member> BY_LOAD =
      Comparator.comparingDouble(Member::load).thenComparing(member -> member.state.processId());

  /** Streams' word for a copy that an active task of the member is working on. */
  private static final long WORKING_ON = -2;

  private final KafkaStreamsState state;
  private final boolean leaving;
  private final NavigableSet<TaskId> active = new TreeSet<>();
  private final NavigableSet<TaskId> standby = new TreeSet<>();

  Member(KafkaStreamsState state, boolean leaving) {
    this.state = state;
    this.leaving = leaving;
  }

  boolean leaving() {
    return leaving;
  }

  int threads() {
    return state.numProcessingThreads();
  }

  /**
   * How many records its copy of a task lacks.
   *
   * @return all there can be when it is not known
   */
  long lag(TaskId task) {
    long lag = state.lagFor(task);
    if (lag == WORKING_ON) {
      return 0;
    }
    return lag < 0 ? Long.MAX_VALUE : lag;
  }

  boolean wasActive(TaskId task) {
    return state.previousActiveTasks().contains(task);
  }

  boolean had(TaskId task) {
    return wasActive(task) || state.previousStandbyTasks().contains(task);
  }

  boolean has(TaskId task) {
    return active.contains(task) || standby.contains(task);
  }

  void activate(TaskId task) {
    active.add(task);
  }

  void deactivate(TaskId task) {
    active.remove(task);
  }

  void standBy(TaskId task) {
    standby.add(task);
  }

  NavigableSet<TaskId> active() {
    return active;
  }

  /** Active tasks a thread. */
  double work() {
    return active.size() / (double) threads();
  }

  /** Active tasks a thread if it had some more, or less. */
  double workWith(int more) {
    return (active.size() + more) / (double) threads();
  }

  /** Tasks a thread, of either kind. */
  double load() {
    return (active.size() + standby.size()) / (double) threads();
  }

  KafkaStreamsAssignment assignment() {
    Set<AssignedTask> tasks = new HashSet<>();
    active.forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.ACTIVE)));
    standby.forEach(task -> tasks.add(new AssignedTask(task, AssignedTask.Type.STANDBY)));
    return KafkaStreamsAssignment.of(state.processId(), tasks);
  }
}
