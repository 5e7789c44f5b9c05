package io.sitehub.cli.drill.fault;

import io.sitehub.cli.drill.ground.Network;
import java.io.IOException;

/**
 * What a process sends goes at the speed of a bad mobile connection.
 *
 * @param target name of the process
 * @param network in which it is
 */
public record SlowLink(String target, Network network) implements Fault {
  private static final int KILOBIT_PER_SECOND = 384;

  @Override
  public FaultKind kind() {
    return FaultKind.SLOW_LINK;
  }

  @Override
  public void inject() throws IOException {
    network.slow(target, KILOBIT_PER_SECOND);
  }

  @Override
  public void heal() {
    network.restore(target);
  }
}
