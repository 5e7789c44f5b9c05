package io.sitehub.kpis;

import io.sitehub.kit.config.HostPort;
import io.sitehub.kit.config.Settings;
import io.sitehub.kit.http.ListenAddress;
import io.sitehub.kpis.define.ProducerSettings;
import io.sitehub.kpis.feed.FeedSettings;
import io.sitehub.kpis.route.RouterSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be set.
 *
 * @param http where the public API listens
 * @param management where health and metrics are served
 * @param processors addresses to find the processors by; one that answers is enough
 * @param bootstrapServers brokers of the log, for the feed and for changes
 * @param consumer further settings of the Kafka consumers, such as those of TLS
 * @param producer settings of the producer of changes, but the brokers
 * @param registry schema registry, for the feed and for changes
 * @param routingRefresh how often the processors are asked who holds what
 * @param connectTimeout how long a connection to a processor may take
 * @param readTimeout how long an answer of a processor may take
 * @param router how long to wait for whom
 * @param maxRequests how many requests are answered at a time; one more gets 503
 * @param maxQuestions how many questions to processors may be on their way; more of them wait
 * @param feed limits of the feed
 * @param stopWithin how long a stop may take
 */
public record KpiServiceConfig(
    ListenAddress http,
    ListenAddress management,
    List<URI> processors,
    List<HostPort> bootstrapServers,
    Map<String, String> consumer,
    Map<String, Object> producer,
    List<URI> registry,
    Duration routingRefresh,
    Duration connectTimeout,
    Duration readTimeout,
    RouterSettings router,
    int maxRequests,
    int maxQuestions,
    FeedSettings feed,
    Duration stopWithin) {

  private static final Duration MS_10 = Duration.ofMillis(10);
  private static final Duration S_60 = Duration.ofSeconds(60);

  /** Reads the configuration; what is wrong is remembered in the settings. */
  public static KpiServiceConfig from(Settings settings) {
    return new KpiServiceConfig(
        ListenAddress.from(settings, "http", 8090),
        ListenAddress.from(settings, "management", 9111),
        settings.uriList("processors", List.of(URI.create("http://127.0.0.1:9101"))),
        settings.hostPorts("kafka.bootstrap", List.of(new HostPort(ListenAddress.LOOPBACK, 9092))),
        settings.below("kafka.consumer."),
        ProducerSettings.read(settings),
        settings.uriList(
            "registry.url", List.of(URI.create("http://127.0.0.1:8081/apis/ccompat/v7"))),
        settings.duration("routing.refresh", Duration.ofSeconds(2), MS_10, S_60),
        settings.duration("routing.connect.timeout", Duration.ofMillis(500), MS_10, S_60),
        settings.duration("routing.read.timeout", Duration.ofSeconds(1), MS_10, S_60),
        new RouterSettings(
            settings.duration("routing.hedge.after", Duration.ofMillis(150), MS_10, S_60),
            settings.duration("routing.retry.after", Duration.ofMillis(50), MS_10, S_60),
            settings.duration("routing.deadline", Duration.ofSeconds(3), MS_10, S_60)),
        settings.integer("query.max.concurrent", 256, 1, 100_000),
        settings.integer("query.max.questions", 32, 1, 100_000),
        new FeedSettings(
            settings.integer("feed.max.clients", 500, 0, 100_000),
            settings.integer("feed.client.buffer", 1_000, 1, 1_000_000),
            settings.duration(
                "feed.heartbeat", Duration.ofSeconds(10), MS_10, Duration.ofSeconds(20)),
            settings.bytes("feed.ring.bytes", 1 << 20, 0, 1 << 30),
            settings.integer("feed.max.catchups", 8, 1, 1_000),
            settings.duration("feed.catchup.deadline", S_60, MS_10, Duration.ofMinutes(10))),
        settings.duration("stop.within", Duration.ofSeconds(10), Duration.ZERO, S_60));
  }
}
