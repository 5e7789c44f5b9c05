package io.sitehub.cli.site;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a process of a local site is for, in the order in which they can start. */
public enum Role {
  /** A Kafka broker, which is a controller as well. */
  BROKER(3, 40),
  /** The schema registry. It keeps its schemas on the brokers, so one process is enough. */
  REGISTRY(1, 30),
  /** Takes events in. */
  GATEWAY(2, 0),
  /** Derives state from events. */
  PROCESSOR(2, 20),
  /** Answers questions. */
  KPI_SERVICE(2, 10),
  /** The ERP's database, or what stands for it. */
  ERP_DATABASE(1, 35),
  /** A worker of Kafka Connect: tickets to the ERP, orders from it. */
  CONNECT_WORKER(2, 25);

  private final int redundant;
  private final int portOffset;

  Role(int redundant, int portOffset) {
    this.redundant = redundant;
    this.portOffset = portOffset;
  }

  /** How it is written: {@code kpi-service}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The role written like this. */
  public static Optional<Role> of(String label) {
    return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
  }

  /** Whether the site does without: what an ERP has to do with it starts last, and ends first. */
  public boolean erp() {
    return this == ERP_DATABASE || this == CONNECT_WORKER;
  }

  /** Those that a site cannot do without. */
  public static Set<Role> ofSite() {
    EnumSet<Role> roles = EnumSet.allOf(Role.class);
    roles.removeIf(Role::erp);
    return roles;
  }

  /** How many of it a site has. */
  int count(boolean small) {
    return small ? 1 : redundant;
  }

  int portOffset() {
    return portOffset;
  }
}
