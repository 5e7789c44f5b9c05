package io.sitehub.processors.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what the stages do. A transaction that is aborted and done again counts twice: these
 * figures are for watching, not for accounting.
 */
public final class Tally {

  private final Counter records;
  private final Counter repeats;
  private final Counter refolds;
  private final Counter ticketsIssued;
  private final Counter ticketsRevised;
  private final MeterRegistry metrics;

  /** Registers the counters. */
  public Tally(MeterRegistry metrics) {
    this.records = counter(metrics, "sitehub.records", "Records of the log taken in");
    this.repeats = counter(metrics, "sitehub.repeats", "Events that had come before, dropped");
    this.refolds =
        counter(metrics, "sitehub.refolds", "Visits folded from all their events, not the last");
    this.ticketsIssued = counter(metrics, "sitehub.tickets.issued", "Ticket numbers given");
    this.ticketsRevised = counter(metrics, "sitehub.tickets.revised", "Revisions of tickets");
    this.metrics = metrics;
  }

  private static Counter counter(MeterRegistry metrics, String name, String description) {
    return Counter.builder(name).description(description).register(metrics);
  }

  /** A record of the log was taken in. */
  public void record() {
    records.increment();
  }

  /** An event had come before. */
  public void repeat() {
    repeats.increment();
  }

  /** A visit was folded from all its events. */
  public void refold() {
    refolds.increment();
  }

  /** A ticket number was given. */
  public void ticketIssued() {
    ticketsIssued.increment();
  }

  /** A ticket was revised. */
  public void ticketRevised() {
    ticketsRevised.increment();
  }

  /** A record could not be used; {@code reason} is one of few. */
  public void deadLetter(String stage, String reason) {
    Counter.builder("sitehub.dead.letters")
        .description("Records that could not be used")
        .tag("stage", stage)
        .tag("reason", reason)
        .register(metrics)
        .increment();
  }
}
