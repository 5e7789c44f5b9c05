package io.sitehub.kpis.route;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many calls be on their way at a time: more would only queue in the processors, where
 * they cannot be called off. A question that pauses between its calls keeps nobody waiting.
 */
public final class BoundedCall implements ProcessorCall {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ProcessorCall call;
  private final Semaphore permits;

  /** At most {@code atOnce} calls of {@code call} at a time; the next wait, in order, 2 s each. */
  public BoundedCall(ProcessorCall call, int atOnce) {
    this.call = call;
    this.permits = new Semaphore(atOnce, true);
  }

  @Override
  public Reply ask(Processor processor, String path) throws InterruptedException {
    if (!permits.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
      return new Reply.NotReady();
    }
    try {
      return call.ask(processor, path);
    } finally {
      permits.release();
    }
  }
}
