package io.sitehub.cli.drill.fault;

import io.sitehub.cli.drill.ground.Network;
import java.io.IOException;

/**
 * Packets of a process are lost silently, in both directions or in one.
 *
 * @param kind which directions
 * @param target name of the process
 * @param network in which it is
 */
public record CutLink(FaultKind kind, String target, Network network) implements Fault {
  @Override
  public void inject() throws IOException {
    if (kind != FaultKind.CUT_RECEIVING) {
      network.muteSending(target);
    }
    if (kind != FaultKind.CUT_SENDING) {
      network.muteReceiving(target);
    }
  }

  @Override
  public void heal() {
    network.restore(target);
  }
}
