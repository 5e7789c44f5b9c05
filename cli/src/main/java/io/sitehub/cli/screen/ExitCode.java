package io.sitehub.cli.screen;

/** What the command exits with. */
public enum ExitCode {
  /** Done. */
  OK(0),
  /** The answer is no: a check failed, events were refused, nothing like that was found. */
  FAILED(1),
  /** The command line is wrong. */
  USAGE(2),
  /** There is no site to talk to, or no process of it answers. */
  UNREACHABLE(3),
  /** The site cannot be started. */
  CANNOT_START(4),
  /** A fault in the command itself. */
  SOFTWARE(70);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number. */
  public int code() {
    return code;
  }
}
