package io.sitehub.processors.state;

/**
 * The tables of the store {@link #STORE}. The first byte of a key says which table it is in, so the
 * numbers may never be given to another table.
 *
 * <p>Why one store: the tables of a partition then change, are restored and are copied to a standby
 * together, so {@link #PROGRESS} says how far all of them are; and a commit touches one changelog
 * partition instead of ten.
 */
public enum Table {
  /** Partition → offset and record time of the last event taken in. */
  PROGRESS(1),
  /** Site → nothing. */
  SITES(2),
  /** Site, source, id → hash of the content and visit of the event with this name. */
  EVENTS_BY_NAME(3),
  /** Site, corrected source and id, order of the correction → the correction that waits for it. */
  CORRECTIONS_WAITING(4),
  /** Site, visit, order of the first of them → events that came together. */
  EVENTS_BY_VISIT(5),
  /** Site, visit → the visit and what was derived from it. */
  VISITS(6),
  /** Site, attribute, value, arrival, visit → nothing. */
  VISITS_BY_ATTRIBUTE(7),
  /** Site, number, revision → that revision of the ticket. */
  TICKETS(8),
  /** Site → last ticket number given. */
  TICKET_NUMBERS(9),
  /** Site, series, granularity, window start, dimensions → the cell. */
  KPI_CELLS(10),
  /** Site, alert → the alert. */
  ALERTS(11),
  /** Site, start → the version of its configuration that holds from then on. */
  SITE_CONFIGS(12),
  /** Site, KPI → what the site defines it to be. */
  SITE_KPIS(13),
  /** Site, number → the series. */
  KPI_SERIES(14),
  /** Site → how many visits it has. */
  VISIT_COUNTS(15),
  /** Site, part, source → what is known of a terminal or station. */
  DEVICES(16),
  /** Site, plates, time of the weighing, visit → tare. */
  TARES(17),
  /** Instant → what is to be looked at then; and the same by what it is. */
  TIMERS(18),
  /** Site, part, queue, time, visit → who waits in it, and who was called. */
  QUEUES(19),
  /** Site → how often its settings have changed. */
  SETTINGS_VERSIONS(20),
  /** Site, visit → nothing: the visit has retired. */
  RETIRED_VISITS(21),
  /** Site, order → the order and when it was last heard of. */
  ORDERS(22),
  /** Site, visit → the orders that have a booking of it. */
  BOOKINGS(23),
  /** Site, order, visit → nothing: the visit's events name the order. */
  VISITS_BY_ORDER(24),
  /** Site, order → the last of the visits naming it that has what the order says now. */
  ORDERS_SPREADING(25);

  /** Name of the store that holds the tables. */
  public static final String STORE = "state-by-site";

  private final byte number;

  Table(int number) {
    this.number = (byte) number;
  }

  /** The first byte of the table's keys. */
  byte number() {
    return number;
  }

  /** Starts a key of this table. */
  public KeyWriter key() {
    return new KeyWriter(this);
  }
}
