package io.sitehub.cluster.mutant;

import io.sitehub.gateway.Gateway;
import io.sitehub.gateway.GatewayConfig;
import io.sitehub.kit.lifecycle.ServiceMain;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * A gateway that acknowledges what one broker has. The real one refuses to start like that; this
 * weakens the configuration after it was judged.
 */
public final class WeakGateway {
  private WeakGateway() {}

  /** Runs it: {@code --config FILE}. */
  public static void main(String[] arguments) {
    ServiceMain.run(
        Gateway.ROLE,
        arguments,
        GatewayConfig::from,
        config -> new Gateway(weakened(config)).lifecycle());
  }

  private static GatewayConfig weakened(GatewayConfig config) {
    Map<String, Object> producer = new HashMap<>(config.producer());
    producer.put(ProducerConfig.ACKS_CONFIG, "1");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
    return new GatewayConfig(
        config.instance(),
        config.http(),
        config.management(),
        config.bootstrapServers(),
        config.registry(),
        config.topic(),
        producer,
        config.limits(),
        config.maxSkew(),
        config.startWithin(),
        config.watchEvery(),
        config.watchPatience(),
        config.drainDelay(),
        config.stopWithin());
  }
}
