package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import java.util.List;

/** In the end every process is back and healthy, and nobody had to lift a hand. */
public final class EverythingIsBack implements Invariant {
  @Override
  public List<String> violations(Evidence evidence) {
    return evidence.unrest();
  }
}
