package io.sitehub.processors.serve;

import io.sitehub.processors.state.StateSpace;
import java.time.Instant;

/** What came of asking for the local copy of a partition. */
public sealed interface CopyAccess {

  /**
   * It is there.
   *
   * @param role active or standby
   * @param asOf everything acknowledged until then is in it
   * @param lag records of the log that are not in it yet
   * @param space its tables
   */
  record Open(Role role, Instant asOf, long lag, StateSpace space) implements CopyAccess {}

  /** This instance does not hold the partition: ask another one. */
  record NotHeld() implements CopyAccess {}

  /** It holds the partition and cannot answer now: ask another one, or again. */
  record NotReady(String reason) implements CopyAccess {}
}
