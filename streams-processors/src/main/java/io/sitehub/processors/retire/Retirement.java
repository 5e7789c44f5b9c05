package io.sitehub.processors.retire;

import io.sitehub.model.state.OrderStatus;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.StoredOrder;
import io.sitehub.processors.state.TrackedVisit;
import java.time.Duration;
import java.time.Instant;

/**
 * When a visit has retired: nothing more can happen to it. A function of when its records were
 * written to the log and when the one at hand was, never of when somebody looks: so a replay
 * refuses what was refused, whether or not the visit has been removed by then.
 */
public final class Retirement {

  /** No site keeps its visits for less, so that for most events nothing need be looked up. */
  private static final Duration LEAST = Duration.ofDays(1);

  private final SiteSettings settings;

  /** By what the sites say of how long visits are kept. */
  public Retirement(SiteSettings settings) {
    this.settings = settings;
  }

  /**
   * Whether a visit has retired.
   *
   * @param at time of the log: when the record at hand was written to it
   */
  public boolean hasRetired(TrackedVisit tracked, Instant at) {
    Instant last = tracked.dueAt();
    return last.plus(LEAST).isBefore(at) && last.isBefore(before(tracked.told().getSiteId(), at));
  }

  /**
   * Whether an order has retired: it is over, and nothing was heard of it for as long as visits are
   * kept. An open order never retires, for trucks may yet come for it.
   *
   * @param at time of the log
   */
  public boolean hasRetired(StoredOrder stored, Instant at) {
    return stored.order().getStatus() != OrderStatus.OPEN
        && stored.heardAt().plus(LEAST).isBefore(at)
        && stored.heardAt().isBefore(before(stored.order().getSiteId(), at));
  }

  /** A visit of a site that was last heard of before this instant has retired. */
  Instant before(String siteId, Instant at) {
    return at.minus(Duration.ofDays(settings.history(siteId).at(at).getKeepVisitsDays()));
  }
}
