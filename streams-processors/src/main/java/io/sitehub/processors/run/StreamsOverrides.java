package io.sitehub.processors.run;

import io.sitehub.kit.config.Settings;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What whoever runs a processor may hand on to Streams: everything but what the promises rest on
 * and what has a key of its own.
 */
public final class StreamsOverrides {
  /** What their keys begin with in a configuration. */
  public static final String PREFIX = "kafka.streams.";

  /** What the promises rest on, by the end of the key: clients have it with prefixes as well. */
  private static final Map<String, String> FIXED =
      Map.of(
          StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true",
          ProducerConfig.ACKS_CONFIG, "all",
          TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false",
          StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");

  /** What has a key of its own, which more than Streams goes by. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          StreamsConfig.APPLICATION_ID_CONFIG, "application.id",
          StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "kafka.bootstrap",
          StreamsConfig.APPLICATION_SERVER_CONFIG, "internal.advertised",
          StreamsConfig.STATE_DIR_CONFIG, "state.dir",
          StreamsConfig.NUM_STREAM_THREADS_CONFIG, "streams.threads",
          StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, "streams.standbys",
          StreamsConfig.REPLICATION_FACTOR_CONFIG, "topics.replication.factor",
          TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "topics.min.insync.replicas",
          CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, "instance.id");

  private StreamsOverrides() {}

  /** Reads them; what may not be said is refused as a problem of {@code settings}. */
  public static Map<String, String> from(Settings settings) {
    Map<String, String> overrides = settings.below(PREFIX);
    overrides.forEach(
        (key, value) -> refusal(key, value).ifPresent(why -> settings.refuse(PREFIX + key, why)));
    return overrides;
  }

  private static Optional<String> refusal(String key, String value) {
    if (key.endsWith("exception.handler")
        || key.equals(StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG)) {
      return Optional.of("must not be set: whatever else stood there could leave events out");
    }
    if (key.equals(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG) || key.startsWith("rack.aware.")) {
      return Optional.of("must not be set: an instance that ends hands over only by its own rule");
    }
    return entry(FIXED, key)
        .filter(fixed -> !fixed.equals(value))
        .map(fixed -> "must be " + fixed + ": nothing is lost or counted twice only so")
        .or(() -> entry(ELSEWHERE, key).map(own -> "must not be set: it is the key " + own));
  }

  private static Optional<String> entry(Map<String, String> table, String key) {
    return table.entrySet().stream()
        .filter(each -> key.equals(each.getKey()) || key.endsWith("." + each.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
