package io.sitehub.kit.lifecycle;

import io.sitehub.kit.lifecycle.LifecycleState.Created;
import io.sitehub.kit.lifecycle.LifecycleState.Failed;
import io.sitehub.kit.lifecycle.LifecycleState.Running;
import io.sitehub.kit.lifecycle.LifecycleState.Starting;
import io.sitehub.kit.lifecycle.LifecycleState.Stopped;
import io.sitehub.kit.lifecycle.LifecycleState.Stopping;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts components in the order given and stops them in the reverse order, within a deadline. A
 * start that fails stops what was already started. Stopping twice, or before starting, is harmless.
 */
public final class Lifecycle {
  private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

  private final String role;
  private final List<Component> components;
  private final Duration stopWithin;
  private final InstantSource clock;
  private final Deque<Component> started = new ArrayDeque<>();
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean stopAsked = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile LifecycleState state = new Created();
  private volatile @Nullable Thread starter;

  /**
   * A service that is not started yet.
   *
   * @param role the process role, such as {@code ingest-gateway}
   * @param stopWithin how long all components together may take to stop
   */
  public Lifecycle(
      String role, Duration stopWithin, InstantSource clock, List<? extends Component> components) {
    this.role = role;
    this.stopWithin = stopWithin;
    this.clock = clock;
    this.components = List.copyOf(components);
  }

  /** Where it is now. Safe from any thread. */
  public LifecycleState state() {
    return state;
  }

  /**
   * Starts every component, in order. A {@link #stop} meanwhile interrupts the component at hand
   * and starts no other.
   *
   * @throws IllegalStateException if it was started before
   * @throws Exception what the component that failed threw; an Error is passed on in the same way
   */
  public void start() throws Exception {
    turn.lock();
    try {
      if (!(state instanceof Created created)) {
        throw new IllegalStateException(role + " was started before: it is " + state.word());
      }
      starter = Thread.currentThread();
      LifecycleState current = created;
      for (Component component : components) {
        if (stopAsked.get()) {
          return;
        }
        Starting starting =
            current instanceof Starting before
                ? before.next(component.name())
                : created.starting(component.name());
        state = starting;
        try {
          component.start();
        } catch (Throwable e) {
          // An Error too: a class that is missing must not leave a process that only looks alive.
          stopStarted();
          state = starting.failed(String.valueOf(e.getMessage()));
          ended.countDown();
          throw e;
        }
        started.push(component);
        current = starting;
      }
      state =
          current instanceof Starting last
              ? last.running(clock.instant())
              : created.running(clock.instant());
      log.atInfo().addKeyValue("role", role).log("started");
    } finally {
      starter = null;
      turn.unlock();
    }
  }

  /** Stops every started component, the last first; returns when done, whoever asked first. */
  public void stop() {
    stopAsked.set(true);
    Thread busy = starter;
    if (busy != null) {
      busy.interrupt();
    }
    turn.lock();
    try {
      if (state instanceof Stopped || state instanceof Failed) {
        return;
      }
      stopStarted();
      state = new Stopped(clock.instant());
      log.atInfo().addKeyValue("role", role).log("stopped");
      ended.countDown();
    } finally {
      turn.unlock();
    }
  }

  /** Waits until it is stopped, or failed to start. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  private void stopStarted() {
    long deadline = System.nanoTime() + stopWithin.toNanos();
    while (!started.isEmpty()) {
      Component component = started.pop();
      state =
          switch (state) {
            case Running running -> running.stopping(component.name());
            case Stopping stopping -> stopping.next(component.name());
            case Starting starting -> starting.stopping(component.name());
            case Created _, Stopped _, Failed _ -> state;
          };
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      try {
        component.stop(left);
      } catch (Throwable e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        log.atWarn()
            .addKeyValue("role", role)
            .addKeyValue("component", component.name())
            .setCause(e)
            .log("component did not stop cleanly");
      }
    }
  }
}
