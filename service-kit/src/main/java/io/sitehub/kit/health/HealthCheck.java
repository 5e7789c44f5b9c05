package io.sitehub.kit.health;

import java.util.function.Supplier;

/** One condition of being ready. Must answer at once: what takes time is watched elsewhere. */
public interface HealthCheck {

  /** What it checks, in kebab-case. */
  String name();

  /** How it is now. An exception counts as not ready. */
  Health check();

  /** A check from a name and a supplier. */
  static HealthCheck of(String name, Supplier<Health> check) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Health check() {
        return check.get();
      }
    };
  }
}
