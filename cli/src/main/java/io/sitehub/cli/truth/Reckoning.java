package io.sitehub.cli.truth;

import java.util.Optional;

/** The figures of a KPI, all or those of one group, from which its values are worked out. */
@FunctionalInterface
interface Reckoning {

  /** The value over a window; empty if there must be none. */
  Optional<ExpectedValue> over(Window window);
}
