package io.sitehub.terminal.send;

/**
 * How many events go into the next request. After a failure the first request carries one, to see
 * whether the gateway is back; each success doubles it, so that a long outage is caught up with in
 * full batches soon. A batch that is too large, or of which nobody says which event is wrong, is
 * halved until it is out of the way. Only for the sender's thread.
 */
final class BatchSize {
  private final int largest;
  private int events = 1;
  private long halvingUpTo = -1;

  BatchSize(int largest) {
    this.largest = largest;
  }

  int events() {
    return events;
  }

  /** Events up to this position are settled. */
  void succeeded(long position) {
    if (position >= halvingUpTo) {
      events = Math.min(largest, events * 2);
    }
  }

  /** It is not known whether a gateway takes anything. */
  void failed() {
    events = 1;
  }

  /** A batch of {@code size} that ends with this position cannot be sent in one. */
  void halve(int size, long position) {
    events = Math.max(1, size / 2);
    halvingUpTo = Math.max(halvingUpTo, position);
  }
}
