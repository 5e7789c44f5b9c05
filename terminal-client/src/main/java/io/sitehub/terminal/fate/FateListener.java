package io.sitehub.terminal.fate;

/**
 * Is told when the fate of an event is decided and the journal has noted it. What happens to be
 * decided while the process dies is told to nobody: ask the journal after a restart.
 */
@FunctionalInterface
public interface FateListener {

  /**
   * Called by the sender's thread, in the order of sending. It must return soon, as nothing is sent
   * meanwhile, and must not close the client. What it throws is logged.
   */
  void onSettled(EventFate event);
}
