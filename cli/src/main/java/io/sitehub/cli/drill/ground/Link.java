package io.sitehub.cli.drill.ground;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The link of one process: whether bytes get out of it and to it, and how fast they get out. */
final class Link {
  private static final double BYTES_PER_KILOBIT = 125;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean sends = true;
  private boolean receives = true;

  /** Bytes a second; endless unless it is slowed down. */
  private double rate = Double.POSITIVE_INFINITY;

  /** When what was sent so far is through, by {@link System#nanoTime}. */
  private long busyUntil = System.nanoTime();

  void muteSending() {
    change(() -> sends = false);
  }

  void muteReceiving() {
    change(() -> receives = false);
  }

  void slow(int kilobitPerSecond) {
    change(() -> rate = kilobitPerSecond * BYTES_PER_KILOBIT);
  }

  void restore() {
    change(() -> {
      sends = true;
      receives = true;
      rate = Double.POSITIVE_INFINITY;
      busyUntil = System.nanoTime();
    });
  }

  /** Waits until so many bytes are out of it. */
  void awaitSent(int bytes) throws InterruptedException {
    lock.lock();
    try {
      long through = Math.max(busyUntil, System.nanoTime()) + nanosFor(bytes);
      busyUntil = through;
      while (!sends || through - System.nanoTime() > 0 && rate < Double.POSITIVE_INFINITY) {
        if (sends) {
          changed.awaitNanos(through - System.nanoTime());
        } else {
          changed.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until something can arrive at it. */
  void awaitReceiving() throws InterruptedException {
    lock.lock();
    try {
      while (!receives) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private long nanosFor(int bytes) {
    return (long) (bytes / rate * TimeUnit.SECONDS.toNanos(1));
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
