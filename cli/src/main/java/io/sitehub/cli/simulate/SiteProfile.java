package io.sitehub.cli.simulate;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a simulated site looks like.
 *
 * @param siteId as in the CloudEvents extension {@code siteid}
 * @param zone of its clocks; opening hours are in it
 * @param carriers hauliers that come
 * @param products what is loaded or unloaded
 * @param scales names of the weighbridges
 * @param stations loading and unloading points
 * @param yardCapacity trucks that may be inside at once; the others queue outside
 * @param opens when the first truck may arrive
 * @param closes when the last truck may arrive
 */
public record SiteProfile(
    String siteId,
    ZoneId zone,
    List<String> carriers,
    List<Product> products,
    List<String> scales,
    List<Station> stations,
    int yardCapacity,
    LocalTime opens,
    LocalTime closes) {

  /**
   * A product and how it is carried.
   *
   * @param code the site's product code
   * @param inbound whether trucks bring it; otherwise they take it
   * @param minKg least net load
   * @param maxKg greatest net load
   * @param sampled whether a laboratory decides on it before it is unloaded
   */
  public record Product(String code, boolean inbound, int minKg, int maxKg, boolean sampled) {}

  /**
   * A loading or unloading point.
   *
   * @param stationId its name
   * @param inbound whether it unloads
   * @param serviceMs mean time of service, in milliseconds
   * @param byHandheld whether a person with a handheld reports it, instead of its own controller
   */
  public record Station(String stationId, boolean inbound, long serviceMs, boolean byHandheld) {}

  private static final List<String> CARRIERS =
      List.of("bertrand", "delmas", "eurovrac", "grandjean", "kowalski", "transbenne");

  /** The {@code index}-th site: quarry, grain silo and recycling plant in turn. */
  static SiteProfile ofIndex(int index, int trucks) {
    String suffix = "-" + (index / 3 + 1);
    int stationsPerKind = Math.max(3, trucks / 35);
    return switch (index % 3) {
      case 0 ->
          site(
              "quarry-lyon" + suffix,
              List.of(
                  new Product("gravel-0-20", false, 18_000, 27_000, false),
                  new Product("sand-0-4", false, 17_000, 26_000, false),
                  new Product("ballast-31-50", false, 20_000, 27_500, false)),
              stations("loader", stationsPerKind, false, 6),
              trucks);
      case 1 ->
          site(
              "silo-toulouse" + suffix,
              List.of(
                  new Product("wheat", true, 22_000, 29_000, true),
                  new Product("maize", true, 20_000, 28_000, true),
                  new Product("rapeseed", true, 15_000, 26_000, true)),
              stations("pit", stationsPerKind, true, 7),
              trucks);
      default -> {
        List<Station> stations = new ArrayList<>(stations("bay", stationsPerKind, true, 8));
        stations.addAll(stations("press", stationsPerKind, false, 9));
        yield site(
            "recycling-lille" + suffix,
            List.of(
                new Product("mixed-waste", true, 4_000, 12_000, false),
                new Product("rubble", true, 9_000, 22_000, false),
                new Product("paper-bales", false, 14_000, 23_000, false),
                new Product("scrap-metal", false, 12_000, 24_000, false)),
            stations,
            trucks);
      }
    };
  }

  private static SiteProfile site(
      String id, List<Product> products, List<Station> stations, int trucks) {
    int scales = Math.max(2, trucks / 100);
    return new SiteProfile(
        id,
        ZoneId.of("Europe/Paris"),
        CARRIERS,
        products,
        IntStream.rangeClosed(1, scales).mapToObj(i -> "scale-" + i).toList(),
        List.copyOf(stations),
        stations.size() + 2 * scales,
        LocalTime.of(6, 0),
        LocalTime.of(17, 0));
  }

  private static List<Station> stations(String name, int count, boolean inbound, int minutes) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Station(name + "-" + i, inbound, minutes * 60_000L, i % 2 == 0))
        .toList();
  }
}
