package io.sitehub.processors.handover;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsAssignment;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.apache.kafka.streams.processor.assignment.TaskInfo;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;

/**
 * Says which instance is active for which task, and which stand by (KIP-924).
 *
 * <ul>
 *   <li>Whoever is active for a task stays so, unless it {@linkplain Leavers leaves}: each move is
 *       a pause for those who wait for its events.
 *   <li>A task without an owner goes to the one whose copy lacks least.
 *   <li>Work that is shared unevenly moves only to a copy that lacks nothing ({@code
 *       acceptable.recovery.lag}); as long as there is none, it is tried again every {@code
 *       probing.rebalance.interval.ms}.
 *   <li>Who has a copy keeps it as long as that is no more than its share; one that leaves is the
 *       last to be given a copy, which it then keeps open until it ends.
 * </ul>
 *
 * <p>Runs in whichever instance leads the group. Streams makes it from its class name and hands it
 * its configuration.
 */
public final class StayingAssignor implements TaskAssignor {

  /** The key under which the Streams configuration carries the {@link Leavers}. */
  public static final String LEAVERS_KEY = "sitehub.leavers";

  /** The key under which it carries the clock; without one nothing is tried again. */
  public static final String CLOCK_KEY = "sitehub.clock";

  private Leavers leavers = new Leavers();
  private @Nullable InstantSource clock;

  @Override
  public void configure(Map<String, ?> configs) {
    if (configs.get(LEAVERS_KEY) instanceof Leavers known) {
      leavers = known;
    }
    if (configs.get(CLOCK_KEY) instanceof InstantSource given) {
      clock = given;
    }
  }

  @Override
  public TaskAssignment assign(ApplicationState application) {
    AssignmentConfigs configs = application.assignmentConfigs();
    List<Member> members = members(application);
    List<Member> working = working(members);
    List<TaskInfo> tasks =
        application.allTasks().values().stream()
            .sorted(Comparator.comparing(TaskInfo::id))
            .toList();
    tasks.forEach(task -> activate(task, working));
    boolean even = balance(working, configs.acceptableRecoveryLag());
    int standbys = Math.min(configs.numStandbyReplicas(), members.size() - 1);
    double share = share(tasks.size() * (1 + standbys), members);
    tasks.stream()
        .filter(TaskInfo::isStateful)
        .forEach(task -> standBy(task.id(), standbys, share, members));
    return new TaskAssignment(assignments(members, even, configs));
  }

  private List<Member> members(ApplicationState application) {
    return application.kafkaStreamsStates(true).values().stream()
        .sorted(Comparator.comparing(KafkaStreamsState::processId))
        .map(state -> new Member(state, leaves(state)))
        .toList();
  }

  private boolean leaves(KafkaStreamsState state) {
    Optional<HostInfo> host = state.hostInfo();
    return host.isPresent() && leavers.contains(host.get().host() + ":" + host.get().port());
  }

  /** Those that stay; all, when none does. */
  private static List<Member> working(List<Member> members) {
    List<Member> staying = members.stream().filter(member -> !member.leaving()).toList();
    return staying.isEmpty() ? members : staying;
  }

  private static void activate(TaskInfo task, List<Member> working) {
    TaskId id = task.id();
    Comparator<Member> byLag =
        task.isStateful() ? Comparator.comparingLong(member -> member.lag(id)) : (a, b) -> 0;
    working.stream()
        .min(
            Comparator.comparing((Member member) -> !member.wasActive(id))
                .thenComparing(byLag)
                .thenComparing(member -> !member.had(id))
                .thenComparingDouble(Member::work)
                .thenComparing(Member.BY_LOAD))
        .orElseThrow()
        .activate(id);
  }

  /** Moves tasks to copies that lack nothing; whether the work is even then. */
  private static boolean balance(List<Member> working, long acceptableLag) {
    Comparator<Member> byWork =
        Comparator.comparingDouble(Member::work).thenComparing(Member.BY_LOAD);
    while (true) {
      List<Member> sorted = working.stream().sorted(byWork).toList();
      Member most = sorted.getLast();
      List<Member> less =
          sorted.stream().filter(member -> member.workWith(1) <= most.workWith(-1)).toList();
      if (less.isEmpty()) {
        return true;
      }
      if (less.stream().noneMatch(member -> move(most, member, acceptableLag))) {
        return false;
      }
    }
  }

  private static boolean move(Member from, Member to, long acceptableLag) {
    Optional<TaskId> movable =
        from.active().stream().filter(task -> to.lag(task) <= acceptableLag).findFirst();
    movable.ifPresent(task -> {
      from.deactivate(task);
      to.activate(task);
    });
    return movable.isPresent();
  }

  private static double share(int copies, List<Member> members) {
    return Math.ceil(copies / (double) members.stream().mapToInt(Member::threads).sum());
  }

  private static void standBy(TaskId task, int standbys, double share, List<Member> members) {
    for (int i = 0; i < standbys; i++) {
      members.stream()
          .filter(member -> !member.has(task))
          .min(
              Comparator.comparing(Member::leaving)
                  .thenComparing(member -> !(member.had(task) && member.load() < share))
                  .thenComparing(Member.BY_LOAD))
          .ifPresent(member -> member.standBy(task));
    }
  }

  private List<KafkaStreamsAssignment> assignments(
      List<Member> members, boolean even, AssignmentConfigs configs) {
    List<KafkaStreamsAssignment> assignments =
        new ArrayList<>(members.stream().map(Member::assignment).toList());
    InstantSource known = clock;
    if (!even && known != null) {
      Instant again = known.instant().plusMillis(configs.probingRebalanceIntervalMs());
      assignments.set(0, assignments.getFirst().withFollowupRebalance(again));
    }
    return assignments;
  }
}
