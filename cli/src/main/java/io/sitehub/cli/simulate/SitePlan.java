package io.sitehub.cli.simulate;

import java.util.List;

/**
 * One site's day: what truly happened, and what its terminals send of it.
 *
 * @param profile what the site looks like
 * @param terminals that publish
 * @param trucks what truly happened to each truck, in the order in which they were dealt
 * @param deliveries what is sent, in the order of the simulated instants; of one terminal, first
 *     sendings are in the order of its {@code deviceseq}
 */
public record SitePlan(
    SiteProfile profile,
    List<Terminal> terminals,
    List<TruckStory> trucks,
    List<Delivery> deliveries) {

  /** Copies the lists. */
  public SitePlan {
    terminals = List.copyOf(terminals);
    trucks = List.copyOf(trucks);
    deliveries = List.copyOf(deliveries);
  }

  /** How many events there are; repeats are not counted. */
  public long events() {
    return deliveries.stream().filter(delivery -> !delivery.repeat()).count();
  }
}
