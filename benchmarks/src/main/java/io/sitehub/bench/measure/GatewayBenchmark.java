package io.sitehub.bench.measure;

import io.sitehub.bench.load.LoadGenerator;
import io.sitehub.bench.load.LoadResult;
import io.sitehub.bench.load.RequestTemplate;
import io.sitehub.bench.raw.RawProducer;
import io.sitehub.bench.raw.RawResult;
import io.sitehub.bench.report.Row;
import io.sitehub.bench.site.BenchSite;
import io.sitehub.cli.site.Role;
import io.sitehub.gateway.GatewayConfig;
import io.sitehub.kit.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a gateway takes, as a share of what Kafka's own producer benchmark puts through the same
 * brokers with the same records and settings, measured before and after it in each round.
 */
public final class GatewayBenchmark {
  private static final String PART = "gateway";
  private static final String RAW_TOPIC = "bench.raw";
  private static final List<Integer> CONNECTIONS = List.of(1, 16, 64, 256);
  private static final Map<Integer, String> AIMS = Map.of(64, "≥ 6% of raw", 256, "≥ 11% of raw");
  private static final int BATCH = 100;
  private static final int BATCH_CONNECTIONS = 16;
  private static final int LONE_PER_SECOND = 500;
  private static final int LONE_CONNECTIONS = 64;
  private static final int RAW_RECORDS = 10_000;
  private static final long WARM_UP_RECORDS = 400_000;
  private static final long RAW_WARM_UP = 50_000;
  private static final long RAW_PER_SECOND = 90_000;

  /** What of a gateway's producer decides its speed; the rest is about failures. */
  private static final List<String> PRODUCER_KEYS =
      List.of(
          "acks",
          "enable.idempotence",
          "compression.type",
          "linger.ms",
          "batch.size",
          "max.in.flight.requests.per.connection",
          "max.request.size",
          "buffer.memory");

  private final BenchSite site;
  private final Effort effort;
  private final Progress progress;
  private final Map<String, List<Map<String, Double>>> rounds = new LinkedHashMap<>();

  /** A benchmark of this site's first gateway. */
  public GatewayBenchmark(BenchSite site, Effort effort, Progress progress) {
    this.site = site;
    this.effort = effort;
    this.progress = progress;
  }

  /** Runs all rounds. */
  public List<Row> run() throws IOException, InterruptedException {
    URI gateway = site.start(Role.GATEWAY, 1).getFirst();
    site.createTopic(RAW_TOPIC);
    InetSocketAddress target = new InetSocketAddress(gateway.getHost(), gateway.getPort());
    SampleEvents events = new SampleEvents();
    List<RequestTemplate> singles = events.singles(gateway);
    List<RequestTemplate> batches = events.batches(gateway, BATCH);

    progress.say("gateway: warming up");
    LoadGenerator.closedLoop(
        target, batches, BATCH_CONNECTIONS, Duration.ZERO, effort.warmUp().plusSeconds(5));
    LoadGenerator.closedLoop(target, singles, 64, Duration.ZERO, effort.warmUp().plusSeconds(5));
    RawProducer producer =
        new RawProducer(site.bootstrapServers(), site.directory(), producerSettings(), RAW_RECORDS);
    progress.say("gateway: records have %.0f bytes", producer.recordBytes());
    producer.run(RAW_TOPIC, WARM_UP_RECORDS, RAW_WARM_UP);

    for (int round = 1; round <= effort.rounds(); round++) {
      RawResult before = raw(producer);
      List<Measured> measured = new ArrayList<>();
      for (int connections : CONNECTIONS) {
        measured.add(
            new Measured(
                "1 event a request, " + connections + " connections",
                closed(target, singles, connections)));
      }
      measured.add(
          new Measured(
              BATCH + " events a request, " + BATCH_CONNECTIONS + " connections",
              closed(target, batches, BATCH_CONNECTIONS)));
      RawResult after = raw(producer);
      double limit = (before.recordsPerSecond() + after.recordsPerSecond()) / 2;
      progress.say("gateway: round %d, raw limit %.0f records/s", round, limit);
      add("raw limit", Map.of("events/s", limit, "p50 ms", after.p50Ms(), "p99 ms", after.p99Ms()));
      for (Measured one : measured) {
        Map<String, Double> figures = figures(one.result);
        figures.put("% of raw", 100 * one.result.eventsPerSecond() / limit);
        add(one.name, figures);
        progress.say(
            "gateway: %s: %.0f events/s, %.1f%% of raw",
            one.name, one.result.eventsPerSecond(), figures.get("% of raw"));
      }
      LoadResult lone =
          LoadGenerator.openLoop(
              target,
              singles,
              LONE_CONNECTIONS,
              LONE_PER_SECOND,
              effort.warmUp(),
              effort.measure());
      requireAllAnswered("lone events", lone);
      add(LONE_PER_SECOND + " lone events a second", figures(lone));
      progress.say("gateway: lone event p99 %.1f ms", lone.latencyMs(99));
    }
    return rows();
  }

  /** As a gateway has them that is configured with nothing. */
  static Map<String, String> producerSettings() {
    Map<String, Object> all = GatewayConfig.from(Settings.of(Map.of())).producer();
    Map<String, String> settings = new LinkedHashMap<>();
    PRODUCER_KEYS.forEach(
        key -> settings.put(key, Objects.requireNonNull(all.get(key), key).toString()));
    return settings;
  }

  private RawResult raw(RawProducer producer) {
    long records = RAW_WARM_UP + RAW_PER_SECOND * Math.max(2, effort.measure().toSeconds() / 2);
    return producer.run(RAW_TOPIC, records, RAW_WARM_UP);
  }

  private LoadResult closed(
      InetSocketAddress target, List<RequestTemplate> requests, int connections)
      throws IOException {
    LoadResult result =
        LoadGenerator.closedLoop(target, requests, connections, effort.warmUp(), effort.measure());
    requireAllAnswered(connections + " connections", result);
    return result;
  }

  /** A figure that rests on errors is none. */
  private static void requireAllAnswered(String what, LoadResult result) {
    if (result.failed() > 0 || result.requests() == 0) {
      throw new IllegalStateException(
          what + ": " + result.requests() + " requests acknowledged, failed: " + result.failures());
    }
  }

  private static Map<String, Double> figures(LoadResult result) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("events/s", result.eventsPerSecond());
    figures.put("p50 ms", result.latencyMs(50));
    figures.put("p99 ms", result.latencyMs(99));
    figures.put("load CPU %", 100 * result.cpuShare());
    return figures;
  }

  private void add(String name, Map<String, Double> figures) {
    rounds.computeIfAbsent(name, n -> new ArrayList<>()).add(figures);
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rounds.forEach((name, figures) -> rows.add(Row.median(PART, name, figures, aim(name))));
    return rows;
  }

  private static String aim(String name) {
    if (name.startsWith(Integer.toString(LONE_PER_SECOND))) {
      return "p99 < 25 ms";
    }
    if (name.startsWith(Integer.toString(BATCH))) {
      return "≥ 75% of raw";
    }
    return AIMS.entrySet().stream()
        .filter(entry -> name.endsWith(", " + entry.getKey() + " connections"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private record Measured(String name, LoadResult result) {}
}
