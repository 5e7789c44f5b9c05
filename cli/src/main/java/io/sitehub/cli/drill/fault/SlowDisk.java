package io.sitehub.cli.drill.fault;

import io.sitehub.cli.drill.ground.SmallDisk;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The disk of a process hangs most of the time: 700 ms of each 800. */
public final class SlowDisk implements Fault {
  private static final Duration HANGS = Duration.ofMillis(700);
  private static final Duration WORKS = Duration.ofMillis(100);

  private final String target;
  private final SmallDisk disk;
  private @Nullable Thread pulse;

  /**
   * @param target name of the process
   * @param disk its own
   */
  public SlowDisk(String target, SmallDisk disk) {
    this.target = target;
    this.disk = disk;
  }

  @Override
  public FaultKind kind() {
    return FaultKind.SLOW_DISK;
  }

  @Override
  public String target() {
    return target;
  }

  @Override
  public synchronized void inject() {
    pulse = Thread.ofVirtual().name("slow-disk-" + target).start(this::pulse);
  }

  @Override
  public void heal() {
    Thread running;
    synchronized (this) {
      running = pulse;
      pulse = null;
    }
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    disk.goOn();
  }

  private void pulse() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        disk.hang();
        Thread.sleep(HANGS);
        disk.goOn();
        Thread.sleep(WORKS);
      }
    } catch (InterruptedException | IOException over) {
      Thread.currentThread().interrupt();
    }
  }
}
