package io.sitehub.kpis.define;

import io.sitehub.kit.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;

/** How the producer is set up. What would make an acknowledgement worth less is refused. */
public final class ProducerSettings {
  private static final String PREFIX = "kafka.producer.";
  private static final Map<String, Set<String>> STRONG =
      Map.of(
          ProducerConfig.ACKS_CONFIG, Set.of("all"),
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Set.of("true"),
          ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, Set.of(),
          ProducerConfig.TRANSACTIONAL_ID_CONFIG, Set.of(),
          ProducerConfig.PARTITIONER_CLASS_CONFIG, Set.of(),
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, Set.of(),
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, Set.of());

  private ProducerSettings() {}

  /** The producer's configuration without its bootstrap servers: ours, then what was set. */
  public static Map<String, Object> read(Settings settings) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    // Outlasts the loss of a broker (measured: 3 to 8 s).
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "12000");
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "3000");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "3000");
    config.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, "50");
    config.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, "250");
    config.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "250");
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(8 << 20));
    config.put(ProducerConfig.CLIENT_ID_CONFIG, "sitehub-kpi-service");
    Map<String, String> given = settings.below(PREFIX);
    STRONG.forEach((key, allowed) -> {
      String value = given.get(key);
      if (value != null && !allowed.contains(value)) {
        settings.refuse(
            PREFIX + key,
            allowed.isEmpty()
                ? "must be absent"
                : "must be " + allowed.iterator().next() + ": 2xx promises replicas");
      }
    });
    config.putAll(given);
    return config;
  }
}
