package io.sitehub.processors.run;

import io.sitehub.model.registry.RegistryException;
import io.sitehub.model.serde.UndecodableException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What to do when a stream thread dies. What passes by itself gets another thread, which begins
 * again after the last commit. Anything else is a bug: going on would hide it, so the client stops.
 */
public final class FailurePolicy implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(FailurePolicy.class);

  /** A cause that has not passed yet must not keep a core busy. */
  private static final long PAUSE_MS = 250;

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (passes(failure)) {
      log.atWarn().setCause(failure).log("a stream thread died and is replaced");
      pause();
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    log.atError().setCause(failure).log("a stream thread died of a fault; the client stops");
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** Whether the failure may be gone at the next try. */
  static boolean passes(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      boolean transientCause =
          switch (cause) {
            // Under exactly-once both have reached this handler in the wild after a broker's death.
            case InvalidTxnStateException _, InvalidProducerEpochException _ -> true;
            // Taken for dead by mistake: the next thread's producer begins a new epoch.
            case ProducerFencedException _ -> true;
            case RetriableException _ -> true;
            case RegistryException registry -> registry.failure().retryable();
            case UndecodableException undecodable -> undecodable.failure().retryable();
            default -> false;
          };
      if (transientCause) {
        return true;
      }
    }
    return false;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
