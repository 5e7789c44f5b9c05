package io.sitehub.terminal.send;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * The gateways to choose from. One is kept to until it fails; then the next that is not resting is
 * chosen at once. Each rests after a failure, the longer the more it has had in a row. Only for the
 * sender's thread.
 */
final class Gateways {
  /** Longer than this no gateway's {@code Retry-After} keeps it out: it may be a mistake. */
  private static final Duration LONGEST_REQUESTED_PAUSE = Duration.ofMinutes(5);

  private static final int MOST_DOUBLINGS = 30;

  private final List<Gateway> gateways;
  private final SendLimits limits;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private int current;

  /**
   * @param random draws where to begin, so that many terminals spread over the gateways, and the
   *     pauses, so that they do not come back together
   * @param nanoTime as {@link System#nanoTime}
   */
  Gateways(List<URI> addresses, SendLimits limits, RandomGenerator random, LongSupplier nanoTime) {
    this.gateways = addresses.stream().map(Gateway::new).toList();
    this.limits = limits;
    this.random = random;
    this.nanoTime = nanoTime;
    this.current = random.nextInt(addresses.size());
  }

  /** One of them. */
  static final class Gateway {
    private final URI address;
    private int failures;
    private long restsUntilNanos;
    private boolean resting;

    private Gateway(URI address) {
      this.address = address;
    }

    URI address() {
      return address;
    }
  }

  /** The one to ask, or the one that will be first. */
  Gateway choose() {
    Gateway first = gateways.get(current);
    int chosen = current;
    for (int i = 0; i < gateways.size(); i++) {
      int index = (current + i) % gateways.size();
      Gateway next = gateways.get(index);
      if (waitNanos(next) == 0) {
        current = index;
        return next;
      }
      if (waitNanos(next) < waitNanos(first)) {
        first = next;
        chosen = index;
      }
    }
    current = chosen;
    return first;
  }

  /** How long it rests yet. */
  long waitNanos(Gateway gateway) {
    return gateway.resting ? Math.max(0, gateway.restsUntilNanos - nanoTime.getAsLong()) : 0;
  }

  void succeeded(Gateway gateway) {
    gateway.failures = 0;
    gateway.resting = false;
  }

  /** Lets it rest, at least as long as it asked for. */
  void failed(Gateway gateway, Duration requested) {
    int doublings = Math.min(gateway.failures, MOST_DOUBLINGS);
    gateway.failures++;
    long longest = limits.longestPause().toNanos();
    long first = limits.firstPause().toNanos();
    long pause = first > longest >> doublings ? longest : first << doublings;
    long jittered = pause / 2 + random.nextLong(pause / 2 + 1);
    long asked = Math.min(requested.toNanos(), LONGEST_REQUESTED_PAUSE.toNanos());
    gateway.restsUntilNanos = nanoTime.getAsLong() + Math.max(jittered, asked);
    gateway.resting = true;
  }
}
