package io.sitehub.cli.drill.fault;

import io.sitehub.local.ChildProcess;

/**
 * SIGSTOP, taken back by SIGCONT.
 *
 * @param process that stands still
 */
public record Freeze(ChildProcess process) implements Fault {
  @Override
  public FaultKind kind() {
    return FaultKind.FREEZE;
  }

  @Override
  public String target() {
    return process.name();
  }

  @Override
  public void inject() {
    process.freeze();
  }

  @Override
  public void heal() {
    process.thaw();
  }
}
