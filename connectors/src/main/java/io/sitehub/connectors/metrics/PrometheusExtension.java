package io.sitehub.connectors.metrics;

import java.util.Map;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/** {@code GET /metrics} beside a worker's REST interface. */
public final class PrometheusExtension implements ConnectRestExtension {

  @Override
  public String version() {
    return "1";
  }

  @Override
  public void configure(Map<String, ?> configs) {
    // There is nothing to be told.
  }

  @Override
  public void register(ConnectRestExtensionContext context) {
    context.configurable().register(new MetricsResource());
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
