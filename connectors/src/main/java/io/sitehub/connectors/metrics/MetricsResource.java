package io.sitehub.connectors.metrics;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.management.ManagementFactory;

/** The worker's own figures and those of its connectors, as a Prometheus server reads them. */
@Path("/metrics")
public final class MetricsResource {

  /** All of them. */
  @GET
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  public String metrics() {
    return new Exposition(ManagementFactory.getPlatformMBeanServer()).text();
  }
}
