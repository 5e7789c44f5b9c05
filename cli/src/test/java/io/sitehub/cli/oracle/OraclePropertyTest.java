package io.sitehub.cli.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.registry.CachingSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.registry.memory.InMemoryRegistry;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of a site in many orders, with restarts and with settings and orders of the ERP
 * that come late: every order publishes the same bytes, and they say what the oracle, which shares
 * no code with what published them, says of the log. {@code -Dsitehub.oracle.histories} and {@code
 * -Dsitehub.oracle.orders} make it as thorough as there is time for.
 */
class OraclePropertyTest {
  private static final int HISTORIES = Integer.getInteger("sitehub.oracle.histories", 4);
  private static final int ORDERS = Integer.getInteger("sitehub.oracle.orders", 4);
  private static final String SITE = "lyon-1";
  private static final int TRUCKS = 20;
  private static final int RESTARTS = 2;

  @TempDir Path stateDirectory;

  private final SchemaRegistry registry = new CachingSchemaRegistry(new InMemoryRegistry());

  static LongStream seeds() {
    Long given = Long.getLong("sitehub.seed");
    return given == null ? new Random().longs(HISTORIES) : LongStream.of(given);
  }

  @ParameterizedTest(name = "-Dsitehub.seed={0}")
  @MethodSource("seeds")
  void everyOrderPublishesWhatTheOracleSays(long seed) {
    // Given
    RandomSite site = new RandomSite(SITE, seed, TRUCKS);
    List<SiteConfig> settings = RandomSettings.of(SITE, seed);
    ZoneId zone = ZoneId.of(settings.getFirst().getZone());
    RandomErp erp = new RandomErp(SITE, seed, TRUCKS);
    SiteOracle.Site expected = new SiteOracle(SITE, zone, settings).of(site.log(), erp.standing());
    SortedMap<String, String> first = new TreeMap<>();

    for (int order = 0; order < ORDERS; order++) {
      // When
      PublishedRecords published =
          order == 0
              ? run(site.log(), settings, erp.changes(), seed)
              : run(
                  site.inAnotherOrder(seed + order),
                  settings,
                  erp.inAnotherOrder(seed + order),
                  seed + order);

      // Then
      assertThat(published.differencesFrom(expected, registry))
          .as("order %d against the oracle", order)
          .isEmpty();
      assertThat(published.deadLetters()).isEqualTo(site.clashes());
      SortedMap<String, String> bytes = published.bytes();
      bytes.putAll(issued(published.tickets(registry)));
      if (order == 0) {
        first.putAll(bytes);
      }
      assertThat(bytes).as("order %d against the first", order).isEqualTo(first);
    }
  }

  /** Settings and orders come, commits and restarts happen, time passes between the events. */
  private PublishedRecords run(
      List<SiteEvent> deliveries,
      List<SiteConfig> settings,
      List<RandomErp.Change> changes,
      long seed) {
    Random random = new Random(seed);
    Set<Integer> restarts = new HashSet<>();
    while (restarts.size() < RESTARTS) {
      restarts.add(random.nextInt(deliveries.size()));
    }
    Map<Integer, SiteConfig> configured = new HashMap<>();
    for (SiteConfig version : settings) {
      int before = random.nextInt(deliveries.size());
      while (configured.containsKey(before)) {
        before = random.nextInt(deliveries.size());
      }
      configured.put(before, version);
    }
    SortedMap<Integer, List<RandomErp.Change>> ordered = new TreeMap<>();
    int from = 0;
    for (RandomErp.Change change : changes) {
      from = random.nextInt(from, deliveries.size());
      ordered.computeIfAbsent(from, at -> new ArrayList<>()).add(change);
    }
    try (ProductionSite production = new ProductionSite(registry, stateDirectory, random)) {
      for (int i = 0; i < deliveries.size(); i++) {
        if (restarts.contains(i)) {
          production.restart();
        }
        if (configured.containsKey(i)) {
          production.configure(configured.get(i));
        }
        ordered.getOrDefault(i, List.of()).forEach(production::order);
        production.publish(deliveries.get(i));
        if (random.nextInt(3) == 0) {
          production.step();
        }
      }
      return production.published();
    }
  }

  /** The tickets that stand, numbers apart. */
  private static Map<String, String> issued(List<Ticket> revisions) {
    Map<String, String> newest = new TreeMap<>();
    for (Ticket ticket : revisions) {
      String key = "ticket of " + ticket.getVisitId();
      if (ticket.getStatus() == TicketStatus.ISSUED) {
        newest.put(key, AvroToJson.text(Comparison.unnumbered(ticket)));
      } else {
        newest.remove(key);
      }
    }
    return newest;
  }
}
