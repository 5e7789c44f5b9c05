package io.sitehub.cli.drill.ground;

import java.io.IOException;

/** What joins the processes of a site, so that each one's link can be harmed and is whole again. */
public sealed interface Network extends AutoCloseable permits NamespaceNetwork, RelayNetwork {

  /**
   * From now on nothing that a process sends arrives.
   *
   * @throws IOException when it cannot be done
   */
  void muteSending(String name) throws IOException;

  /**
   * From now on nothing arrives at a process.
   *
   * @throws IOException when it cannot be done
   */
  void muteReceiving(String name) throws IOException;

  /**
   * From now on what a process sends goes at this rate, and what does not fit waits.
   *
   * @throws IOException when it cannot be done
   */
  void slow(String name, int kilobitPerSecond) throws IOException;

  /** Takes back whatever was done to the link of a process; harmless otherwise. */
  void restore(String name);

  /** Removes it; for processes that still live that is as if all had been cut off. */
  @Override
  void close();
}
