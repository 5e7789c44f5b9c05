package io.sitehub.cli.drill.fault;

import java.io.IOException;

/**
 * Harm that can be done and taken back.
 *
 * <p>Whoever injects must heal, whatever happens in between; healing twice, or what was never
 * injected, does no harm. What a dead process needs to come back is its supervisor's.
 */
public sealed interface Fault
    permits Kill,
        Terminate,
        Freeze,
        KillBeforeAnswer,
        ClockJump,
        CutLink,
        SlowLink,
        FullDisk,
        SlowDisk {

  /** Which kind of harm. */
  FaultKind kind();

  /** What it is done to: a process, a terminal. */
  String target();

  /**
   * Does it.
   *
   * @throws IOException when it cannot be done
   */
  void inject() throws IOException;

  /** Takes it back as far as that is possible. */
  void heal();
}
