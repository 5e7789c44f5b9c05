package io.sitehub.cli.simulate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

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

  /**
   * @throws IllegalArgumentException naming the field and what is allowed
   */
  public SimulationSettings {
    require(sites >= 1 && sites <= 200, "sites", sites, "1 to 200");
    require(
        trucksPerSite >= 1 && trucksPerSite <= 5_000, "trucksPerSite", trucksPerSite, "1 to 5000");
  }

  /**
   * The default demo: three sites on the {@code run}-th last whole day before {@code now} (1 is
   * yesterday), so that each run on the same cluster has a day of its own.
   *
   * @throws IllegalArgumentException if {@code run} is less than 1
   */
  public static SimulationSettings demo(long seed, int run, Instant now) {
    require(run >= 1, "run", run, "1 or more");
    LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(run);
    return new SimulationSettings(seed, day, DEFAULT_SITES, DEFAULT_TRUCKS_PER_SITE);
  }

  /** What the ids of all visits of this day begin with, and of no other day or seed. */
  public String visitPrefix() {
    return "V-" + run() + "-";
  }

  /** Prefix of all ids of this day: two days or two seeds never share an event or a visit. */
  String run() {
    return day.toString().replace("-", "") + "-" + Long.toString(seed, 36);
  }

  private static void require(boolean holds, String field, int value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(field + " is " + value + ", allowed: " + allowed);
    }
  }
}
