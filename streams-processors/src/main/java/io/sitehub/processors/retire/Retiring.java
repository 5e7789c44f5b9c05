package io.sitehub.processors.retire;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.Sites;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.VisitCounts;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.state.VisitIndex.Attribute;
import io.sitehub.processors.state.Visits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Function;

/**
 * Looks for visits that have retired and removes them, a few at a time, the oldest arrivals first;
 * then for orders. Not while a KPI of the site is being filled, which would miss them.
 */
public final class Retiring {

  /** How many visits are looked at in one go. */
  private static final int AT_ONCE = 100;

  private final Sites sites;
  private final SeriesTable series;
  private final Visits visits;
  private final VisitIndex index;
  private final Retirement retirement;
  private final VisitRemoval removal;
  private final OrderRemoval orders;

  /** Sites yet to be looked at in this round. */
  private final Queue<String> round = new ArrayDeque<>();

  /** Old visits of each site that were looked at in this round and stay. */
  private final Map<String, byte[]> lookedAtTo = new HashMap<>();

  /** The last order of a site that was looked at in this round, once its visits have been. */
  private final Map<String, String> ordersTo = new HashMap<>();

  /**
   * @param visits of the task, all of which must be in the store whenever it looks
   * @param counts those of the stage that counts new visits
   * @param alertIds ids of the alerts that there may be about a visit
   */
  public Retiring(
      StateSpace space,
      SchemaRegistry registry,
      StoredEventCodec eventCodec,
      Visits visits,
      VisitCounts counts,
      Function<String, List<String>> alertIds) {
    this.sites = new Sites(space);
    this.series = new SeriesTable(space, registry);
    this.visits = visits;
    this.index = new VisitIndex(space);
    this.retirement = new Retirement(new SiteSettings(space, registry));
    this.removal = new VisitRemoval(space, registry, eventCodec, visits, counts, alertIds);
    this.orders = new OrderRemoval(space, registry, visits);
  }

  /**
   * Looks at some visits, or at some orders.
   *
   * @param at time of the log: when the newest record taken in was written to it
   */
  public void look(Instant at) {
    if (round.isEmpty()) {
      round.addAll(sites.list(Integer.MAX_VALUE));
    }
    String siteId = round.peek();
    if (siteId != null && (isFilling(siteId) || !lookAtSome(siteId, at))) {
      round.remove();
      lookedAtTo.remove(siteId);
      ordersTo.remove(siteId);
    }
  }

  private boolean isFilling(String siteId) {
    return series.list(siteId).stream().anyMatch(each -> each.getPhase() == SeriesPhase.FILLING);
  }

  /** Whether there may be more. */
  private boolean lookAtSome(String siteId, Instant at) {
    if (!ordersTo.containsKey(siteId) && lookAtVisits(siteId, at)) {
      return true;
    }
    String last = orders.look(siteId, ordersTo.get(siteId), AT_ONCE, at);
    if (last != null) {
      ordersTo.put(siteId, last);
    }
    return last != null;
  }

  private boolean lookAtVisits(String siteId, Instant at) {
    Instant before = retirement.before(siteId, at);
    List<TrackedVisit> old = new ArrayList<>();
    int[] looked = {0};
    boolean end =
        index.scanArrivals(
            siteId,
            Attribute.ANY,
            "",
            Instant.EPOCH,
            before,
            lookedAtTo.get(siteId),
            entry -> {
              TrackedVisit visit = visits.find(siteId, entry.visitId());
              if (visit != null && retirement.hasRetired(visit, at)) {
                old.add(visit);
              }
              lookedAtTo.put(siteId, entry.cursor());
              return ++looked[0] < AT_ONCE;
            });
    old.forEach(removal::remove);
    return !end;
  }
}
