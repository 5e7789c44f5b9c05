package io.sitehub.cli.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at who holds the state of each partition, and how far behind they are. */
final class CopiesCheck {
  /** Records; half of what a standby may lack and answer all the same. */
  private static final long NEAR = 500;

  private CopiesCheck() {}

  /**
   * @param assignments of each processor that answered, what it said
   * @param standbys there should be of each partition
   */
  static List<Finding> of(Map<String, JsonNode> assignments, int standbys) {
    if (assignments.isEmpty()) {
      return List.of(
          Finding.note(
              "standbys", "not known: no processor was asked", "name them with --processor URL"));
    }
    int partitions = 0;
    long furthest = 0;
    Map<Integer, Integer> active = new HashMap<>();
    Map<Integer, Integer> near = new HashMap<>();
    for (JsonNode assignment : assignments.values()) {
      partitions = Math.max(partitions, assignment.path("partitions").asInt());
      for (JsonNode copy : assignment.path("copies")) {
        int partition = copy.path("partition").asInt();
        long lag = copy.path("lag").asLong(Long.MAX_VALUE);
        furthest = Math.max(furthest, lag);
        if (copy.path("role").asText().equals("active")) {
          active.merge(partition, 1, Integer::sum);
        } else if (lag < NEAR) {
          near.merge(partition, 1, Integer::sum);
        }
      }
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(active(partitions, active));
    findings.add(standbys(partitions, near, standbys));
    findings.add(
        furthest < NEAR
            ? Finding.ok("lag", "no copy is more than " + furthest + " events behind")
            : Finding.bad(
                "lag",
                "a copy is " + furthest + " events behind: answers are that old",
                "wait while it catches up; if it does not, see the processors' logs"));
    return findings;
  }

  private static Finding active(int partitions, Map<Integer, Integer> active) {
    return partitions > 0 && active.size() == partitions
        ? Finding.ok("active", "each of " + partitions + " partitions is taken in")
        : Finding.bad(
            "active",
            active.size()
                + " of "
                + partitions
                + " partitions are taken in; the others stand still",
            "wait a few seconds for the take-over; if it stays, see the processors' logs");
  }

  private static Finding standbys(int partitions, Map<Integer, Integer> near, int wanted) {
    if (wanted == 0) {
      return Finding.note(
          "standbys", "none: a small site has one of each and survives nothing", "");
    }
    long covered = near.values().stream().filter(count -> count >= wanted).count();
    return covered == partitions
        ? Finding.ok(
            "standbys", "each partition has " + wanted + " or more, near the end of the log")
        : Finding.bad(
            "standbys",
            (partitions - covered) + " of " + partitions + " partitions have none that is near",
            "wait until it is restored; see that at least two processors run");
  }
}
