package io.sitehub.processors;

import io.sitehub.kit.config.HostPort;
import io.sitehub.kit.config.Settings;
import io.sitehub.kit.http.ListenAddress;
import io.sitehub.model.topic.Replication;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.run.StreamsOverrides;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Configuration of a processor; the README lists the keys.
 *
 * @param instance name of this process among the processors; must be kept over restarts
 * @param applicationId consumer group, prefix of transactional ids and internal topics
 * @param bootstrapServers brokers to begin with
 * @param registry schema registries, any of which will do
 * @param replication of the topics and changelogs
 * @param internal where queries are answered
 * @param advertised host under which the others reach the internal port
 * @param management where health and metrics are told
 * @param stateDirectory where the state lies
 * @param threads stream threads
 * @param standbys copies of the state beside the active one
 * @param rocksDbBytes native memory of all stores together
 * @param stepSize how much is done at once to series of KPIs while events wait
 * @param maxLag records by which a copy may be behind and be near all the same
 * @param logEndEvery how often to ask where the log ends
 * @param peersWatched whether to watch the other processors and to end those that die
 * @param streamsOverrides settings handed on to Kafka Streams as they are; none that breaks a
 *     promise
 */
public record ProcessorsConfig(
    String instance,
    String applicationId,
    List<HostPort> bootstrapServers,
    List<URI> registry,
    Replication replication,
    ListenAddress internal,
    String advertised,
    ListenAddress management,
    Path stateDirectory,
    int threads,
    int standbys,
    long rocksDbBytes,
    StepSize stepSize,
    long maxLag,
    Duration logEndEvery,
    boolean peersWatched,
    Map<String, String> streamsOverrides) {

  /** The application id of whoever is not told another one. */
  public static final String APPLICATION_ID = "sitehub-processors";

  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "[::]", "*");
  private static final long MIB = 1L << 20;

  /** Reads the keys. */
  public static ProcessorsConfig from(Settings settings) {
    return new ProcessorsConfig(
        settings.text("instance.id", "processor-1"),
        settings.text("application.id", APPLICATION_ID),
        settings.hostPorts("kafka.bootstrap", List.of(new HostPort("127.0.0.1", 9092))),
        settings.uriList(
            "registry.url", List.of(URI.create("http://127.0.0.1:8081/apis/ccompat/v7"))),
        replication(settings),
        ListenAddress.from(settings, "internal", 9101),
        advertised(settings),
        ListenAddress.from(settings, "management", 9102),
        settings.path("state.dir", Path.of(".sitehub", "processor-1")),
        settings.integer("streams.threads", 2, 1, 64),
        settings.integer("streams.standbys", 1, 0, 5),
        settings.bytes("memory.rocksdb", 48 * MIB, 8 * MIB, 65536 * MIB),
        new StepSize(
            settings.integer("kpis.step.visits", StepSize.USUAL.visits(), 1, 100_000),
            settings.integer("kpis.step.cells", StepSize.USUAL.cells(), 1, 100_000)),
        settings.longValue("serve.max.lag", 1_000, 0, Long.MAX_VALUE),
        settings.duration(
            "serve.log.end.every",
            Duration.ofMillis(250),
            Duration.ofMillis(20),
            Duration.ofMinutes(1)),
        settings.flag("peers.watch", true),
        StreamsOverrides.from(settings));
  }

  private static Replication replication(Settings settings) {
    int partitions =
        settings.integer("topics.partitions", Replication.REDUNDANT.partitions(), 1, 10_000);
    int factor =
        settings.integer(
            "topics.replication.factor", Replication.REDUNDANT.replicationFactor(), 1, 100);
    int insync =
        settings.integer(
            "topics.min.insync.replicas",
            Math.min(factor, Replication.REDUNDANT.minInsyncReplicas()),
            1,
            100);
    if (insync > factor) {
      settings.refuse(
          "topics.min.insync.replicas", "must be at most topics.replication.factor, " + factor);
      return Replication.REDUNDANT;
    }
    return new Replication(partitions, factor, insync);
  }

  /** A wildcard is an address to listen on, and none to be reached at. */
  private static String advertised(Settings settings) {
    String host =
        settings.text(
            "internal.advertised", settings.text("internal.host", ListenAddress.LOOPBACK));
    if (WILDCARDS.contains(host)) {
      settings.refuse(
          "internal.advertised", "must be the host the others reach this instance at, not " + host);
    }
    return host;
  }
}
