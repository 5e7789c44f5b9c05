package io.sitehub.cli.drill.fault;

import io.sitehub.local.ChildProcess;

/**
 * SIGKILL.
 *
 * @param process that dies
 */
public record Kill(ChildProcess process) implements Fault {
  @Override
  public FaultKind kind() {
    return FaultKind.KILL;
  }

  @Override
  public String target() {
    return process.name();
  }

  @Override
  public void inject() {
    process.kill();
  }

  @Override
  public void heal() {}
}
