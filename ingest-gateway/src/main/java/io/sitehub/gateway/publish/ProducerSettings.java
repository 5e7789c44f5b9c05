package io.sitehub.gateway.publish;

import static java.util.Objects.requireNonNull;

import io.sitehub.kit.config.Settings;
import io.sitehub.kit.text.NearestName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/**
 * How the producer is set up, and which set-ups are refused.
 *
 * <p>An acknowledgement of ours promises that an event is on min.insync.replicas brokers. The start
 * is the only place where a set-up that breaks this can be caught: later every answer would look
 * right until a broker dies.
 */
public final class ProducerSettings {
  /** Below this stands whatever the producer itself is given. */
  public static final String PREFIX = "kafka.producer.";

  private static final int MOST_IN_FLIGHT = 5;
  private static final long MIB = 1L << 20;
  private static final Map<String, String> FIXED =
      Map.of(
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "must be set as kafka.bootstrap",
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, "must be absent: the gateway keeps no state",
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, "must be absent: the gateway writes bytes",
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, "must be absent: the gateway writes bytes",
          ProducerConfig.PARTITIONER_CLASS_CONFIG, "must be absent: the site decides");

  private ProducerSettings() {}

  /**
   * The producer's configuration without its bootstrap servers: ours, overridden by {@code
   * kafka.producer.*}. Weak values are refused as problems of {@code settings}.
   *
   * @param recordBytes how long a record may become
   * @param maxBytesInFlight what admission lets requests hold; the producer's memory is sized so
   *     that {@code send} never waits for it
   */
  public static Map<String, Object> read(
      Settings settings, int recordBytes, long maxBytesInFlight) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // What a produce request costs the brokers decides what a machine carries, so requests should
    // be few and full: while one is under way to a broker, events gather for the next (measured:
    // docs/adr/0011).
    config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "1");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(64 * 1024));
    // Outlasts the loss of a broker (measured: 3 to 8 s): holding a request beats refusing it.
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "12000");
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000");
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "50");
    config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "250");
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "250");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "100");
    config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, "86400000");
    config.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, "30000");
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(recordBytes));
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(2 * maxBytesInFlight + 32 * MIB));
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "ingest-gateway");
    Map<String, String> given = settings.below(PREFIX);
    config.putAll(given);
    Set<String> refused = refuseWrong(settings, given);
    if (refused.isEmpty()) {
      refuseContradictions(settings, given, config, recordBytes);
    }
    refused.forEach(config::remove);
    refuseWeak(settings, config);
    return config;
  }

  /** How long an event may take to be acknowledged, retries included. */
  public static Duration deliveryTimeout(Map<String, Object> config) {
    return Duration.ofMillis(number(config, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG));
  }

  /** Refuses keys that the producer does not know and values that it cannot read; gives them. */
  private static Set<String> refuseWrong(Settings settings, Map<String, String> given) {
    Set<String> refused = new TreeSet<>();
    ConfigDef definition = ProducerConfig.configDef();
    for (String key : given.keySet()) {
      if (!ProducerConfig.configNames().contains(key)) {
        String hint =
            NearestName.of(key, ProducerConfig.configNames())
                .map(name -> "; did you mean " + PREFIX + name + "?")
                .orElse("");
        refuse(settings, key, "is no setting of a producer" + hint);
        refused.add(key);
      }
    }
    for (ConfigValue value : definition.validate(given)) {
      if (given.containsKey(value.name()) && !value.errorMessages().isEmpty()) {
        ConfigDef.ConfigKey key = requireNonNull(definition.configKeys().get(value.name()));
        String bounds = key.validator == null ? "" : " " + key.validator;
        refuse(
            settings,
            value.name(),
            "must be a " + key.type.toString().toLowerCase(Locale.ROOT) + bounds);
        refused.add(value.name());
      }
    }
    return refused;
  }

  /** What the producer itself would refuse, but only once brokers and registry have been found. */
  private static void refuseContradictions(
      Settings settings, Map<String, String> given, Map<String, Object> config, int recordBytes) {
    long needed =
        number(config, ProducerConfig.LINGER_MS_CONFIG)
            + number(config, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
    if (number(config, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) < needed) {
      refuse(
          settings,
          Stream.of(
                  ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                  ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  ProducerConfig.LINGER_MS_CONFIG)
              .filter(given::containsKey)
              .findFirst()
              .orElse(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
          "must leave delivery.timeout.ms at least linger.ms and request.timeout.ms together, "
              + needed);
    }
    String inFlight = ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION;
    if (given.containsKey(inFlight) && number(config, inFlight) > MOST_IN_FLIGHT) {
      refuse(settings, inFlight, "must be at most 5: beyond it retries change the order of events");
    }
    if (number(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG) < recordBytes) {
      refuse(
          settings,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          "must be at least " + recordBytes + ", what an event of limit.body may become");
    }
  }

  private static long number(Map<String, Object> config, String key) {
    try {
      return Long.parseLong(text(config, key));
    } catch (NumberFormatException e) {
      return 0; // refused already
    }
  }

  private static void refuseWeak(Settings settings, Map<String, Object> config) {
    String acks = text(config, ProducerConfig.ACKS_CONFIG);
    if (!acks.equals("all") && !acks.equals("-1")) {
      refuse(settings, ProducerConfig.ACKS_CONFIG, "must be all: 2xx promises replicas");
    }
    if (!text(config, ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG).equals("true")) {
      refuse(
          settings,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          "must be true: a retry of the producer must not write an event twice");
    }
    if (text(config, ProducerConfig.RETRIES_CONFIG).equals("0")) {
      refuse(
          settings,
          ProducerConfig.RETRIES_CONFIG,
          "must be more than 0: a broker's death must not become a refusal");
    }
    FIXED.forEach((key, allowed) -> {
      if (config.containsKey(key)) {
        refuse(settings, key, allowed);
      }
    });
  }

  private static void refuse(Settings settings, String key, String allowed) {
    settings.refuse(PREFIX + key, allowed);
  }

  private static String text(Map<String, Object> config, String key) {
    return String.valueOf(config.get(key)).toLowerCase(Locale.ROOT);
  }
}
