package io.sitehub.kpis.route;

import java.time.Instant;
import java.util.Collection;
import java.util.TreeSet;

/**
 * How old an answer may be, and who gave it.
 *
 * @param asOf when the newest event it rests on was recorded
 * @param lag events of the log that were not yet taken in
 * @param servedBy in which role it was given
 * @param instance who gave it; for answers put together from several, all of them, by comma
 */
public record Freshness(Instant asOf, long lag, Role servedBy, String instance) {

  /**
   * That of an answer put together from several: the oldest, the largest lag, a standby if any.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Freshness ofAll(Collection<Freshness> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an answer rests on at least one part");
    }
    Instant asOf = Instant.MAX;
    long lag = 0;
    Role servedBy = Role.ACTIVE;
    TreeSet<String> instances = new TreeSet<>();
    for (Freshness part : parts) {
      asOf = part.asOf.isBefore(asOf) ? part.asOf : asOf;
      lag = Math.max(lag, part.lag);
      servedBy = part.servedBy == Role.STANDBY ? Role.STANDBY : servedBy;
      instances.add(part.instance);
    }
    return new Freshness(asOf, lag, servedBy, String.join(",", instances));
  }
}
