package io.sitehub.processors.peer;

import java.util.function.Consumer;

/** Follows the lifeline that a peer holds out. */
@FunctionalInterface
interface Lifeline {

  /**
   * Connects to a peer and hands on every sign of it until there is no more: the last one says why.
   * Waits for each sign for a bounded time.
   *
   * @param address host:port of its internal port
   */
  void follow(String address, Consumer<Sign> to) throws InterruptedException;
}
