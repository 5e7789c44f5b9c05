package io.sitehub.cli.drill.invariant;

import io.sitehub.cli.drill.evidence.Evidence;
import java.util.List;

/** Something that must hold in the end, whatever failed on the way. */
public interface Invariant {
  /** All of them. */
  List<Invariant> ALL =
      List.of(
          new AcknowledgedIsInTheLog(),
          new FailureLeavesNoTrace(),
          new DevicesKeepTheirOrder(),
          new StateEqualsOracle(),
          new TicketNumbersHaveNoGap(),
          new QueriesDoNotFail(),
          new StalenessIsAsClaimed(),
          new ReadersDoNotGoBack(),
          new EverythingIsBack());

  /** How it is called: that of its class. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** Each case in which it does not hold, for people. */
  List<String> violations(Evidence evidence);
}
