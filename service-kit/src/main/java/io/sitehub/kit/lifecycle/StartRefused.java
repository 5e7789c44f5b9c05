package io.sitehub.kit.lifecycle;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A service does not start, for reasons a person can act on. Printed reason by reason, without a
 * stack trace.
 */
public class StartRefused extends Exception {
  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;
  private final transient List<String> reasons;

  /** Refuses the start for one reason. */
  public StartRefused(ExitCode exitCode, String reason, @Nullable Throwable cause) {
    super(reason, cause);
    this.exitCode = exitCode;
    this.reasons = List.of(reason);
  }

  /** Refuses the start for all of {@code reasons}, of which there is at least one. */
  public StartRefused(ExitCode exitCode, List<String> reasons) {
    super(String.join("\n", reasons));
    this.exitCode = exitCode;
    this.reasons = List.copyOf(reasons);
  }

  /** What the process exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** Everything that stands in the way. */
  public List<String> reasons() {
    return reasons;
  }
}
