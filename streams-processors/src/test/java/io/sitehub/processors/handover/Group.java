package io.sitehub.processors.handover;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment.AssignedTask;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.assignment.TaskAssignmentUtils;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.AssignmentError;
import org.apache.kafka.streams.processor.assignment.TaskAssignor.TaskAssignment;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.apache.kafka.streams.processor.assignment.TaskTopicPartition;
import org.apache.kafka.streams.state.HostInfo;

/** A group of instances as an assignor is shown it, which becomes what the assignor says. */
final class Group implements ApplicationState {
  static final long ACTIVE = -2;
  static final long UNKNOWN = -3;
  static final long MUCH = 100_000;

  private final int standbys;
  private final Map<TaskId, TaskInfo> tasks = new LinkedHashMap<>();
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final Leavers leavers = new Leavers();
  private final StayingAssignor assignor = new StayingAssignor();
  private long nextId;

  Group(int tasks, int standbys) {
    this.standbys = standbys;
    for (int partition = 0; partition < tasks; partition++) {
      TaskId id = new TaskId(0, partition);
      this.tasks.put(id, new Task(id));
    }
    InstantSource clock = () -> Instant.EPOCH;
    assignor.configure(
        Map.of(StayingAssignor.LEAVERS_KEY, leavers, StayingAssignor.CLOCK_KEY, clock));
  }

  /** One that has nothing yet. */
  Instance join(String name) {
    Instance joining = new Instance(name, new ProcessId(new UUID(0, ++nextId)));
    instances.put(name, joining);
    leavers.forget(joining.address());
    return joining;
  }

  void die(String name) {
    leavers.forget(instance(name).address());
    instances.remove(name);
  }

  void leave(String name) {
    leavers.leaves(instance(name).address());
  }

  Instance instance(String name) {
    return Optional.ofNullable(instances.get(name)).orElseThrow();
  }

  List<Instance> instances() {
    return List.copyOf(instances.values());
  }

  Set<TaskId> tasks() {
    return tasks.keySet();
  }

  int standbys() {
    return standbys;
  }

  boolean isLeaving(Instance instance) {
    return leavers.contains(instance.address());
  }

  /**
   * Has the tasks assigned, and each instance be what it is told to be.
   *
   * @return whether all is well with what the assignor said
   */
  AssignmentError rebalance() {
    TaskAssignment assignment = assignor.assign(this);
    for (KafkaStreamsAssignment each : assignment.assignment()) {
      instances.values().stream()
          .filter(instance -> instance.processId.equals(each.processId()))
          .findFirst()
          .orElseThrow()
          .become(each);
    }
    return TaskAssignmentUtils.validateTaskAssignment(this, assignment);
  }

  @Override
  public Map<ProcessId, KafkaStreamsState> kafkaStreamsStates(boolean computeTaskLags) {
    Map<ProcessId, KafkaStreamsState> states = new HashMap<>();
    instances.values().forEach(instance -> states.put(instance.processId, instance));
    return states;
  }

  @Override
  public AssignmentConfigs assignmentConfigs() {
    return new AssignmentConfigs(0L, 2, standbys, 600_000L, List.of());
  }

  @Override
  public Map<TaskId, TaskInfo> allTasks() {
    return Collections.unmodifiableMap(tasks);
  }

  private record Task(TaskId id) implements TaskInfo {
    @Override
    public boolean isStateful() {
      return true;
    }

    @Override
    public Set<String> stateStoreNames() {
      return Set.of("store");
    }

    @Override
    public Set<TaskTopicPartition> topicPartitions() {
      return Set.of();
    }
  }

  /** An instance, with what it has. */
  final class Instance implements KafkaStreamsState {
    private final String name;
    private final ProcessId processId;
    private final SortedSet<TaskId> active = new TreeSet<>();
    private final SortedSet<TaskId> standby = new TreeSet<>();
    private final Map<TaskId, Long> lags = new HashMap<>();
    private boolean asksAgain;

    private Instance(String name, ProcessId processId) {
      this.name = name;
      this.processId = processId;
    }

    String address() {
      return name + ":7000";
    }

    /** How much its copies lack that it is not active for. */
    void lag(TaskId task, long lag) {
      lags.put(task, lag);
    }

    void caughtUp() {
      tasks().forEach(task -> lags.put(task, 0L));
    }

    SortedSet<TaskId> active() {
      return active;
    }

    SortedSet<TaskId> standby() {
      return standby;
    }

    boolean asksAgain() {
      return asksAgain;
    }

    private void become(KafkaStreamsAssignment assignment) {
      asksAgain = assignment.followupRebalanceDeadline().isPresent();
      active.clear();
      standby.clear();
      for (AssignedTask task : assignment.tasks().values()) {
        (task.type() == AssignedTask.Type.ACTIVE ? active : standby).add(task.id());
      }
    }

    @Override
    public ProcessId processId() {
      return processId;
    }

    @Override
    public int numProcessingThreads() {
      return 1;
    }

    @Override
    public SortedSet<String> consumerClientIds() {
      return new TreeSet<>(Set.of(name));
    }

    @Override
    public SortedSet<TaskId> previousActiveTasks() {
      return new TreeSet<>(active);
    }

    @Override
    public SortedSet<TaskId> previousStandbyTasks() {
      return new TreeSet<>(standby);
    }

    @Override
    public long lagFor(TaskId task) {
      return active.contains(task) ? ACTIVE : lags.getOrDefault(task, MUCH);
    }

    @Override
    public SortedSet<TaskId> prevTasksByLag(String consumerClientId) {
      return new TreeSet<>();
    }

    @Override
    public Map<TaskId, Long> statefulTasksToLagSums() {
      Map<TaskId, Long> sums = new HashMap<>();
      tasks().forEach(task -> sums.put(task, lagFor(task)));
      return sums;
    }

    @Override
    public Optional<HostInfo> hostInfo() {
      return Optional.of(new HostInfo(name, 7_000));
    }

    @Override
    public Map<String, String> clientTags() {
      return Map.of();
    }

    @Override
    public Optional<String> rackId() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return name + new ArrayList<>(active) + new HashSet<>(standby);
    }
  }
}
