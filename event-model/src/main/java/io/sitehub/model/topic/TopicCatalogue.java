package io.sitehub.model.topic;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Every topic of Sitehub. Nothing else names a topic; {@code docs/topics.md} is made from this. */
public final class TopicCatalogue {

  /** Every accepted event: the source of truth. Everything else can be derived from it. */
  public static final Topic EVENTS =
      new Topic(
          "site.events.v1",
          "site id",
          "every accepted event: CloudEvents attributes as `ce_*` headers, the event's record",
          new Cleanup.Keep(),
          Partitioning.BY_SITE);

  /** The state of each visit, as each transaction leaves it. */
  public static final Topic VISITS =
      new Topic(
              "site.visits.v1",
              "`<site id>/<visit id>`",
              "`Visit`: state of a visit that has changed",
              new Cleanup.Compact(),
              Partitioning.BY_SITE)
          .ofDerivedRecords();

  /** Weighing tickets and their revisions. */
  public static final Topic TICKETS =
      new Topic(
              "site.tickets.v1",
              "`<site id>/<ticket number>`",
              "`Ticket`: weighing tickets and their revisions",
              new Cleanup.Keep(),
              Partitioning.BY_SITE)
          .ofDerivedRecords();

  /** KPI values as they change. */
  public static final Topic KPIS =
      new Topic(
              "site.kpis.v1",
              "`<site id>/<kpi>/<granularity>/<window start>/<dimensions>`",
              "`KpiCell`: a KPI value that has changed",
              new Cleanup.Compact(),
              Partitioning.BY_SITE)
          .ofDerivedRecords();

  /** Raised and cleared alerts. */
  public static final Topic ALERTS =
      new Topic(
              "site.alerts.v1",
              "`<site id>/<alert id>`",
              "`Alert`: raised or cleared",
              new Cleanup.Compact(),
              Partitioning.BY_SITE)
          .ofDerivedRecords();

  /** Orders and bookings from the ERP. */
  public static final Topic ORDERS =
      new Topic(
          "site.orders.v1",
          "`<site id>/<order id>`",
          "`Order`: an order of the ERP as it is now, with the trucks that are to come for it",
          new Cleanup.Compact(),
          Partitioning.BY_SITE);

  /** What a site is told to be: its configuration and the KPIs it defines. */
  public static final Topic CONFIGS =
      new Topic(
              "site.configs.v1",
              "`<site id>/config/<valid from>` or `<site id>/kpi/<kpi>`",
              "`SiteConfig`: a version of a site's configuration; `SiteKpi`: a KPI it defines",
              new Cleanup.Compact(),
              Partitioning.BY_SITE)
          .ofDerivedRecords();

  /** Signed tree heads and tiles of the transparency log of each partition of the events. */
  public static final Topic SEALS =
      new Topic(
          "site.seals.v1",
          "partition of `site.events.v1`",
          "signed tree heads and tiles",
          new Cleanup.Keep(),
          Partitioning.AS_EVENTS);

  /** Records that could not be used, byte for byte, with the reason. */
  public static final Topic DEAD_LETTERS =
      new Topic(
              "site.dead-letters.v1",
              "as the original",
              "original bytes; original headers and those that tell the reason and the stage",
              new Cleanup.Keep(),
              Partitioning.AS_EVENTS)
          .ofDerivedRecords();

  /** Tickets that the ERP refused, byte for byte, with its answer. */
  public static final Topic ERP_REJECTED =
      new Topic(
              "site.erp-rejected.v1",
              "as the ticket",
              "original bytes; original headers and those of Kafka Connect that tell who refused it and why",
              new Cleanup.Keep(),
              Partitioning.BY_KEY)
          .ofDerivedRecords();

  /** Tickets that are to be offered to the ERP once more. */
  public static final Topic ERP_REDRIVES =
      new Topic(
              "site.erp-redrives.v1",
              "as the ticket",
              "original bytes; headers that tell which connector is to take it, and which rejection it answers",
              new Cleanup.Keep(),
              Partitioning.BY_SITE)
          .ofDerivedRecords();

  /** Raw weight samples, 1 to 10 a second and scale. */
  public static final Topic SAMPLES =
      new Topic(
          "site.samples.v1",
          "`<site id>/<device>`",
          "raw weight samples",
          new Cleanup.Expire(Duration.ofDays(7)),
          Partitioning.BY_KEY);

  private static final List<Topic> ALL =
      List.of(
          EVENTS,
          VISITS,
          TICKETS,
          KPIS,
          ALERTS,
          ORDERS,
          CONFIGS,
          SEALS,
          DEAD_LETTERS,
          ERP_REJECTED,
          ERP_REDRIVES,
          SAMPLES);

  private TopicCatalogue() {}

  /** Every topic, in the order of the documentation. */
  public static List<Topic> all() {
    return ALL;
  }

  /** The topic with this name. */
  public static Optional<Topic> byName(String name) {
    return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }
}
