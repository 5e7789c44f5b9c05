package io.sitehub.kit.lifecycle;

/** Exit codes of a service, after sysexits.h, so that a supervisor knows whether to try again. */
public enum ExitCode {
  /** A neighbour it cannot start without does not answer (EX_UNAVAILABLE). */
  UNAVAILABLE(69),
  /** A fault in the program (EX_SOFTWARE). */
  SOFTWARE(70),
  /** Something that may pass, such as a port that another process holds (EX_TEMPFAIL). */
  TEMPORARY(75),
  /** The configuration is wrong: a restart cannot help (EX_CONFIG). */
  CONFIGURATION(78);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number the process exits with. */
  public int code() {
    return code;
  }
}
