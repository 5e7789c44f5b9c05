package io.sitehub.kpis.route;

/** Asks one processor one question. */
@FunctionalInterface
public interface ProcessorCall {

  /**
   * Waits for the reply, for a bounded time; never throws for what a processor or the network does.
   *
   * @param processor whom
   * @param path path and query of the question
   * @throws InterruptedException if nobody waits for the reply any more
   */
  Reply ask(Processor processor, String path) throws InterruptedException;
}
