package io.sitehub.processors.serve;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** How many partitions this instance holds, and how far they are behind the log. */
public final class CopyMetrics implements MeterBinder {

  private final LocalCopies copies;

  /** The figures of these copies. */
  public CopyMetrics(LocalCopies copies) {
    this.copies = copies;
  }

  @Override
  public void bindTo(MeterRegistry metrics) {
    for (Role role : Role.values()) {
      Gauge.builder("sitehub.partitions", () -> held(role))
          .description("Partitions held")
          .tag("held", role.code())
          .register(metrics);
      Gauge.builder("sitehub.lag", () -> lag(role))
          .description("Records of the log that are not in the state yet, all partitions together")
          .tag("held", role.code())
          .register(metrics);
    }
  }

  private long held(Role role) {
    return copies.roles().values().stream().filter(each -> each == role).count();
  }

  private long lag(Role role) {
    return copies.roles().entrySet().stream()
        .filter(entry -> entry.getValue() == role)
        .map(entry -> copies.open(entry.getKey()))
        .mapToLong(copy -> copy instanceof CopyAccess.Open open ? open.lag() : 0)
        .sum();
  }
}
