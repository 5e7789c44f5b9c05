package io.sitehub.cli.supervise;

import java.util.concurrent.CountDownLatch;

/** Opens once and stays open: what comes after it was possible once and must not wait again. */
final class Gate {
  private final CountDownLatch latch = new CountDownLatch(1);
  private final String what;

  Gate(String what) {
    this.what = what;
  }

  /** What those who wait here wait for. */
  String what() {
    return what;
  }

  void open() {
    latch.countDown();
  }

  boolean isOpen() {
    return latch.getCount() == 0;
  }

  void pass() throws InterruptedException {
    latch.await();
  }
}
