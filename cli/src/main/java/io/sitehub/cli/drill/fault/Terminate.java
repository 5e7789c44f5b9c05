package io.sitehub.cli.drill.fault;

import io.sitehub.local.ChildProcess;

/**
 * SIGTERM.
 *
 * @param process that ends in order
 */
public record Terminate(ChildProcess process) implements Fault {
  @Override
  public FaultKind kind() {
    return FaultKind.TERMINATE;
  }

  @Override
  public String target() {
    return process.name();
  }

  @Override
  public void inject() {
    process.terminate();
  }

  @Override
  public void heal() {}
}
