package io.sitehub.cli.drill.fault;

import io.sitehub.local.ChildProcess;
import java.io.IOException;
import java.time.Duration;

/**
 * SIGTERM.
 *
 * @param process that ends in order
 */
public record Terminate(ChildProcess process) implements Fault {
  /** Longer than any process of a site may take to end. */
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  @Override
  public FaultKind kind() {
    return FaultKind.TERMINATE;
  }

  @Override
  public String target() {
    return process.name();
  }

  @Override
  public void inject() throws IOException {
    process.terminate();
    if (!process.awaitExit(DEADLINE)) {
      throw new IOException(process + " did not end within " + DEADLINE.toSeconds() + " s");
    }
  }

  @Override
  public void heal() {}
}
