package io.sitehub.cli.oracle;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.Visit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Works out a site from everything that was ever sent of it. Of all that can be said about the
 * order of the log only one thing matters: which of two events with the same name came first.
 */
public final class SiteOracle {
  private final String siteId;
  private final ZoneId zone;
  private final List<SiteConfig> settings;

  /**
   * @param siteId the site
   * @param zone its time zone
   * @param settings the versions of its configuration, in any order; none: the defaults
   */
  public SiteOracle(String siteId, ZoneId zone, List<SiteConfig> settings) {
    this.siteId = siteId;
    this.zone = zone;
    this.settings = List.copyOf(settings);
  }

  /**
   * What must be known of the site.
   *
   * @param log its events, repeats and faults included; events of other sites are left out
   */
  public Site of(List<SiteEvent> log) {
    return of(log, List.of());
  }

  /**
   * What must be known of a site with orders.
   *
   * @param log its events, repeats and faults included; events of other sites are left out
   * @param orders as they are, those of other sites are left out
   */
  public Site of(List<SiteEvent> log, List<Order> orders) {
    PlanOfVisit plan =
        new PlanOfVisit(orders.stream().filter(order -> order.getSiteId().equals(siteId)).toList());
    List<SiteEvent> own = log.stream().filter(event -> event.siteId().equals(siteId)).toList();
    SortedMap<String, Visit> visits = new TreeMap<>();
    SortedMap<String, Ticket> tickets = new TreeMap<>();
    List<Reading> readings = new ArrayList<>();
    SortedMap<String, List<SiteEvent>> logs = VisitLogs.of(own);
    plan.booked().forEach(visitId -> logs.putIfAbsent(visitId, List.of()));
    logs.forEach((visitId, events) -> {
      Visit visit = VisitReplay.of(siteId, visitId, CorrectedLog.of(events), plan);
      visits.put(visitId, visit);
      tickets.put(visitId, TicketOfVisit.of(visit));
      readings.addAll(KpiReadings.of(visit, new Settings(settings)));
    });
    return new Site(siteId, zone, visits, tickets, readings);
  }

  /**
   * A site as it must be known.
   *
   * @param siteId the site
   * @param zone its time zone
   * @param visits every visit, by its id
   * @param tickets by visit, for every visit, what the newest revision of its ticket must say if it
   *     ever had one; issued: it must have one. Without number, revision and previous hash.
   * @param readings everything the KPIs are made of
   */
  public record Site(
      String siteId,
      ZoneId zone,
      SortedMap<String, Visit> visits,
      SortedMap<String, Ticket> tickets,
      List<Reading> readings) {}
}
