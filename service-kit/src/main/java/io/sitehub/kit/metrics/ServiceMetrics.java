package io.sitehub.kit.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sitehub.kit.lifecycle.Component;
import java.time.Duration;

/** A service's Prometheus registry with the meters of its JVM; every meter is tagged by role. */
public final class ServiceMetrics implements Component {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbage = new JvmGcMetrics();

  /** A registry for a process of {@code role}, such as {@code ingest-gateway}. */
  public ServiceMetrics(String role) {
    registry.config().commonTags("role", role);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbage.bindTo(registry);
  }

  /** The registry to measure into. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public void start() {}

  @Override
  public void stop(Duration within) {
    garbage.close();
    registry.close();
  }
}
