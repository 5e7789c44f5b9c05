package io.sitehub.terminal.send;

import java.time.Duration;

/** Where a sender waits for work, for time to pass, and for its end. */
final class Wakeup {
  private boolean signalled;
  private boolean finishing;

  synchronized void signal() {
    signalled = true;
    notifyAll();
  }

  /** Nothing more will come. */
  synchronized void finish() {
    finishing = true;
    notifyAll();
  }

  /** Waits until there may be something new; false when nothing more will come. */
  synchronized boolean await() throws InterruptedException {
    while (!signalled && !finishing) {
      wait();
    }
    boolean more = signalled;
    signalled = false;
    return more;
  }

  /** Lets time pass. */
  void pause(Duration length) throws InterruptedException {
    if (length.isZero() || length.isNegative()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return;
    }
    Thread.sleep(length.toMillis(), length.toNanosPart() % 1_000_000);
  }
}
