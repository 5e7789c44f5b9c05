package io.sitehub.cli.screen;

/** Something a person has to know and can act on; ends the command. */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;
  private final String remedy;

  /**
   * @param what what happened, and what it means
   * @param remedy what to do about it
   */
  public Problem(ExitCode exitCode, String what, String remedy) {
    super(what);
    this.exitCode = exitCode;
    this.remedy = remedy;
  }

  /** What the command exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** What to do about it. */
  public String remedy() {
    return remedy;
  }
}
