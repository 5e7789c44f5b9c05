package io.sitehub.kpis.route;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whom to ask about each partition, in which order. Immutable: a newer view is another table.
 *
 * <p>A processor that answers is believed about itself before what others say about it, because the
 * others learn of a change of hands only with the next rebalance. So for each partition the order
 * is: who says of himself to be active, who says of himself to be a standby, and last those of whom
 * only others speak or who did not answer lately. Of two that say the same of themselves, one may
 * be cut off from the brokers and not know better: who heard them last comes first.
 */
public final class RoutingTable {

  /** One processor that may answer for a partition, and as what. */
  public record Holder(Processor processor, Role role) {}

  private static final RoutingTable EMPTY = new RoutingTable(0, Map.of(), Set.of());

  private final int partitions;
  private final Map<Integer, List<Holder>> holders;
  private final Set<URI> known;

  private RoutingTable(int partitions, Map<Integer, List<Holder>> holders, Set<URI> known) {
    this.partitions = partitions;
    this.holders = holders;
    this.known = known;
  }

  /** The table of somebody who has not heard from any processor. */
  public static RoutingTable empty() {
    return EMPTY;
  }

  /**
   * The table that follows from what the processors said.
   *
   * @param assignments the newest answer of each processor that ever answered
   * @param trusted addresses of the processors that answer now
   */
  public static RoutingTable of(Collection<Assignment> assignments, Set<URI> trusted) {
    int partitions = assignments.stream().mapToInt(Assignment::partitions).max().orElse(0);
    Map<Integer, Map<Rank, Map<Processor, Long>>> ranked = new TreeMap<>();
    Set<URI> known = new HashSet<>();
    for (Assignment assignment : assignments) {
      URI speaker = assignment.speaker().address();
      boolean speakerAnswers = trusted.contains(speaker);
      for (Assignment.Claim claim : assignment.claims()) {
        URI address = claim.processor().address();
        boolean aboutItself = address.equals(speaker);
        known.add(address);
        if (!aboutItself && (trusted.contains(address) || !speakerAnswers)) {
          continue; // it speaks for itself, or the speaker's word is old
        }
        boolean firstHand = aboutItself && speakerAnswers;
        Rank active = firstHand ? Rank.ACTIVE : Rank.SAID_ACTIVE;
        Rank standby = firstHand ? Rank.STANDBY : Rank.SAID_STANDBY;
        claim.active().forEach(p -> rank(ranked, p, active, claim));
        claim.standby().forEach(p -> rank(ranked, p, standby, claim));
      }
    }
    Map<Integer, List<Holder>> holders = new TreeMap<>();
    ranked.forEach((partition, byRank) -> holders.put(partition, inOrder(byRank)));
    return new RoutingTable(partitions, Map.copyOf(holders), Set.copyOf(known));
  }

  private static void rank(
      Map<Integer, Map<Rank, Map<Processor, Long>>> ranked,
      int partition,
      Rank rank,
      Assignment.Claim claim) {
    ranked
        .computeIfAbsent(partition, p -> new TreeMap<>())
        .computeIfAbsent(rank, r -> new HashMap<>())
        .merge(
            claim.processor(),
            claim.endHeardMsAgo().getOrDefault(partition, Long.MAX_VALUE),
            Math::min);
  }

  private static List<Holder> inOrder(Map<Rank, Map<Processor, Long>> byRank) {
    Map<URI, Holder> first = new LinkedHashMap<>();
    byRank.forEach((rank, processors) ->
        processors.entrySet().stream()
            .sorted(
                Map.Entry.<Processor, Long>comparingByValue()
                    .thenComparing(each -> each.getKey().address()))
            .map(Map.Entry::getKey)
            .forEach(who -> first.putIfAbsent(who.address(), new Holder(who, rank.role))));
    return List.copyOf(first.values());
  }

  /** How many partitions there are; 0 while no processor has told. */
  public int partitions() {
    return partitions;
  }

  /** Whom to ask about a partition, best first; empty if nobody is known to hold it. */
  public List<Holder> holders(int partition) {
    return holders.getOrDefault(partition, List.of());
  }

  /** The addresses of all processors that were spoken of. */
  public Set<URI> known() {
    return known;
  }

  /** The partitions nobody is known to hold. */
  public Set<Integer> unheld() {
    Set<Integer> unheld = new TreeSet<>();
    for (int partition = 0; partition < partitions; partition++) {
      if (holders(partition).isEmpty()) {
        unheld.add(partition);
      }
    }
    return unheld;
  }

  /** Whether both say the same about whom to ask. */
  boolean agreesWith(RoutingTable other) {
    return partitions == other.partitions && holders.equals(other.holders);
  }

  /** The same table with one processor asked last of all: it has just failed. */
  public RoutingTable doubting(Processor failed) {
    Map<Integer, List<Holder>> reordered = new TreeMap<>();
    holders.forEach((partition, order) -> {
      List<Holder> good = new ArrayList<>();
      List<Holder> doubtful = new ArrayList<>();
      order.forEach(
          h -> (h.processor().address().equals(failed.address()) ? doubtful : good).add(h));
      good.addAll(doubtful);
      reordered.put(partition, List.copyOf(good));
    });
    return new RoutingTable(partitions, Map.copyOf(reordered), known);
  }

  /** In the order in which they are asked. */
  private enum Rank {
    ACTIVE(Role.ACTIVE),
    STANDBY(Role.STANDBY),
    SAID_ACTIVE(Role.ACTIVE),
    SAID_STANDBY(Role.STANDBY);

    private final Role role;

    Rank(Role role) {
      this.role = role;
    }
  }
}
