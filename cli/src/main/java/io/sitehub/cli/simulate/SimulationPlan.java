package io.sitehub.cli.simulate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A whole day at some sites, from its settings alone: equal settings, equal plan.
 *
 * @param settings what it was made from
 * @param sites one plan a site
 */
public record SimulationPlan(SimulationSettings settings, List<SitePlan> sites) {

  /** Copies the list. */
  public SimulationPlan {
    sites = List.copyOf(sites);
  }

  /** Simulates the day; takes well under a second for a few hundred trucks. */
  public static SimulationPlan of(SimulationSettings settings) {
    Dice dice = new Dice(settings.seed() * 31 + settings.day().toEpochDay());
    List<SitePlan> sites = new ArrayList<>();
    for (int index = 0; index < settings.sites(); index++) {
      SiteProfile profile = SiteProfile.ofIndex(index, settings.trucksPerSite());
      sites.add(new SiteDay(settings, profile, dice.split()).simulate());
    }
    return new SimulationPlan(settings, sites);
  }

  /** All sendings of all sites in the order of their simulated instants. */
  public List<Delivery> deliveries() {
    return streamDeliveries().sorted(Comparator.comparing(Delivery::at)).toList();
  }

  /** How many events there are; repeats are not counted. */
  public long events() {
    return sites.stream().mapToLong(SitePlan::events).sum();
  }

  /** How many trucks there are, those that never come included. */
  public int trucks() {
    return sites.stream().mapToInt(site -> site.trucks().size()).sum();
  }

  /** When the first event is sent. */
  public Instant firstSending() {
    return streamDeliveries().map(Delivery::at).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** When the last event is sent. */
  public Instant lastSending() {
    return streamDeliveries().map(Delivery::at).max(Comparator.naturalOrder()).orElseThrow();
  }

  private Stream<Delivery> streamDeliveries() {
    return sites.stream().flatMap(site -> site.deliveries().stream());
  }
}
