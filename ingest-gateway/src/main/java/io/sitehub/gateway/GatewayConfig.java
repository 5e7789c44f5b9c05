package io.sitehub.gateway;

import io.sitehub.gateway.publish.ExpectedTopic;
import io.sitehub.gateway.publish.ProducerSettings;
import io.sitehub.kit.config.HostPort;
import io.sitehub.kit.config.Settings;
import io.sitehub.kit.http.ListenAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Configuration of a gateway; the README lists the keys.
 *
 * @param instance name of this process among the gateways, for logs and {@code /info}
 * @param http where events are taken
 * @param management where health and metrics are told
 * @param bootstrapServers brokers to begin with
 * @param registry schema registries, any of which will do
 * @param topic what the events topic must be at least
 * @param producer settings of the producer but its bootstrap servers
 * @param limits what a client may make the gateway hold
 * @param maxSkew how far in the future an event may be; there is no limit to the past
 * @param startWithin how long to wait for the brokers and the topic
 * @param watchEvery how often to look whether the log could acknowledge an event
 * @param watchPatience how long a failover of the log is no reason to be unready
 * @param drainDelay how long requests are still taken after readiness has gone red
 * @param stopWithin how long a stop may take in all
 */
public record GatewayConfig(
    String instance,
    ListenAddress http,
    ListenAddress management,
    List<HostPort> bootstrapServers,
    List<URI> registry,
    ExpectedTopic topic,
    Map<String, Object> producer,
    Limits limits,
    Duration maxSkew,
    Duration startWithin,
    Duration watchEvery,
    Duration watchPatience,
    Duration drainDelay,
    Duration stopWithin) {

  private static final long MIB = 1L << 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * What clients may make the gateway hold; beyond it a request is refused.
   *
   * @param bodyBytes length of one body
   * @param batchEvents events in one body
   * @param requests requests under way
   * @param bytes length of their bodies together
   * @param bodyTime how long one body may take to arrive
   */
  public record Limits(
      int bodyBytes, int batchEvents, int requests, long bytes, Duration bodyTime) {

    /** What a record may have beside the body: key, attributes as headers, what Avro adds. */
    private static final int BESIDE_BODY_BYTES = 64 * 1024;

    /** How long the record of an event may become that fills a body alone. */
    public int recordBytes() {
      return bodyBytes + BESIDE_BODY_BYTES;
    }
  }

  /** Reads the keys; what is wrong is remembered in the settings. */
  public static GatewayConfig from(Settings settings) {
    Limits limits =
        new Limits(
            (int) settings.bytes("limit.body", MIB, 1_024, 64 * MIB),
            settings.integer("limit.batch.events", 1_000, 1, 100_000),
            settings.integer("limit.requests", 4_096, 1, 1_000_000),
            settings.bytes("limit.bytes", 32 * MIB, MIB, 4_096 * MIB),
            settings.duration(
                "limit.body.time",
                Duration.ofSeconds(30),
                Duration.ofMillis(100),
                MINUTE.multipliedBy(10)));
    if (limits.bodyBytes() > limits.bytes()) {
      settings.refuse("limit.body", "must be at most limit.bytes: no such body could be held");
    }
    Map<String, Object> producer =
        ProducerSettings.read(settings, limits.recordBytes(), limits.bytes());
    Duration drainDelay =
        settings.duration("drain.delay", Duration.ofSeconds(2), Duration.ZERO, MINUTE);
    Duration stopWithin =
        settings.duration("stop.within", Duration.ofSeconds(20), Duration.ofSeconds(1), MINUTE);
    refuseShortStop(settings, producer, drainDelay, stopWithin);
    return new GatewayConfig(
        settings.text("instance.id", "gateway-1"),
        ListenAddress.from(settings, "http", 8080),
        ListenAddress.from(settings, "management", 9091),
        settings.hostPorts("kafka.bootstrap", List.of(new HostPort(ListenAddress.LOOPBACK, 9092))),
        settings.uriList(
            "registry.url", List.of(URI.create("http://127.0.0.1:8081/apis/ccompat/v7"))),
        expectedTopic(settings, limits),
        producer,
        limits,
        settings.duration(
            "clock.max.skew", Duration.ofMinutes(5), Duration.ZERO, MINUTE.multipliedBy(60)),
        settings.duration("start.within", MINUTE, Duration.ofSeconds(1), MINUTE.multipliedBy(10)),
        settings.duration("ready.every", Duration.ofSeconds(1), Duration.ofMillis(50), MINUTE),
        settings.duration("ready.patience", Duration.ofSeconds(10), Duration.ofMillis(100), MINUTE),
        drainDelay,
        stopWithin);
  }

  /** A stop must outlast what it waits for, or a rolling restart breaks promises half kept. */
  private static void refuseShortStop(
      Settings settings, Map<String, Object> producer, Duration drainDelay, Duration stopWithin) {
    Duration delivery = ProducerSettings.deliveryTimeout(producer);
    if (drainDelay.plus(delivery).compareTo(stopWithin) >= 0) {
      settings.refuse(
          "stop.within",
          "must be more than drain.delay and kafka.producer.delivery.timeout.ms together, %d ms"
              .formatted(drainDelay.plus(delivery).toMillis()));
    }
  }

  private static ExpectedTopic expectedTopic(Settings settings, Limits limits) {
    int factor = settings.integer("topic.replication.expected", 3, 1, 100);
    int partitions = settings.integer("topic.partitions.expected", 12, 1, 10_000);
    int insync = settings.integer("topic.min.insync.expected", Math.min(factor, 2), 1, 100);
    if (insync > factor) {
      settings.refuse(
          "topic.min.insync.expected", "must be at most topic.replication.expected, " + factor);
      return new ExpectedTopic(factor, factor, limits.recordBytes(), partitions);
    }
    return new ExpectedTopic(factor, insync, limits.recordBytes(), partitions);
  }
}
