package io.sitehub.cli.simulate;

import java.time.LocalDate;

/**
 * What a simulated day is made from. Equal settings give an equal plan, event ids included.
 *
 * @param seed of everything random
 * @param day the day that is simulated, in UTC; must lie in the past when it is published, because
 *     a gateway refuses events from the future
 * @param sites how many sites
 * @param trucksPerSite how many trucks each site expects
 */
public record SimulationSettings(long seed, LocalDate day, int sites, int trucksPerSite) {

  /** Default number of sites: a quarry, a silo and a recycling plant. */
  public static final int DEFAULT_SITES = 3;

  /** Default number of trucks a site. */
  public static final int DEFAULT_TRUCKS_PER_SITE = 120;

  /** How many sites at most. */
  public static final int MAX_SITES = 200;

  /** How many trucks a site at most. */
  public static final int MAX_TRUCKS_PER_SITE = 5_000;

  /**
   * @throws IllegalArgumentException naming the field and what is allowed
   */
  public SimulationSettings {
    require(sites, MAX_SITES, "sites");
    require(trucksPerSite, MAX_TRUCKS_PER_SITE, "trucksPerSite");
  }

  /** What the ids of all visits of this day begin with, and of no other day, seed or size. */
  public String visitPrefix() {
    return "V-" + run() + "-";
  }

  /**
   * Prefix of all ids of this day. Whatever makes other events is part of it: two days, two seeds
   * or two numbers of trucks never share the name of an event or of a visit.
   */
  String run() {
    return "%s-%s-%d"
        .formatted(day.toString().replace("-", ""), Long.toString(seed, 36), trucksPerSite);
  }

  private static void require(int value, int most, String field) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(field + " is " + value + ", allowed: 1 to " + most);
    }
  }
}
