package io.sitehub.gateway.submit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Says how many requests may be under way and how many bytes they may hold. Beyond that a request
 * is refused at once: a queue would only turn overload into time-outs. Everything a client could
 * make the gateway hold, the producer's memory included, is bounded by this.
 */
public final class Admission {
  private static final int POLL_MS = 10;

  /** Whether requests are taken at all. */
  private enum Gate {
    STARTING,
    OPEN,
    CLOSING,
    CLOSED
  }

  private final int maxRequests;
  private final long maxBytes;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile Gate gate = Gate.STARTING;

  /** Closed until {@link #open()}. */
  public Admission(int maxRequests, long maxBytes) {
    this.maxRequests = maxRequests;
    this.maxBytes = maxBytes;
  }

  /** Takes requests from now on. */
  public void open() {
    gate = Gate.OPEN;
  }

  /** Takes requests still, but asks every client to close its connection after the answer. */
  public void announceClose() {
    gate = Gate.CLOSING;
  }

  /** Takes no request any more. */
  public void close() {
    gate = Gate.CLOSED;
  }

  boolean serving() {
    return gate == Gate.OPEN || gate == Gate.CLOSING;
  }

  boolean closing() {
    return gate == Gate.CLOSING || gate == Gate.CLOSED;
  }

  /** Room for one more request; {@link #release} gives it back. */
  boolean tryEnter() {
    if (requests.incrementAndGet() <= maxRequests) {
      return true;
    }
    requests.decrementAndGet();
    return false;
  }

  /** Room for more bytes of a request that has entered. */
  boolean tryHold(long more) {
    if (bytes.addAndGet(more) <= maxBytes) {
      return true;
    }
    bytes.addAndGet(-more);
    return false;
  }

  /** A request that had entered is done, and so are the bytes it held. */
  void release(long held) {
    bytes.addAndGet(-held);
    requests.decrementAndGet();
  }

  /** Requests under way. */
  public long requests() {
    return requests.get();
  }

  /** Bytes of their bodies. */
  public long bytes() {
    return bytes.get();
  }

  /** Waits until no request is under way; false if that takes longer than {@code within}. */
  public boolean awaitIdle(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    while (requests.get() > 0) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(POLL_MS);
    }
    return true;
  }
}
