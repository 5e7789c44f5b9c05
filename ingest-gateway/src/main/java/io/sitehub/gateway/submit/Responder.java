package io.sitehub.gateway.submit;

import io.sitehub.kit.health.Health;
import io.sitehub.kit.lifecycle.Component;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes answers outside the producer's network thread. One acknowledgement from a broker completes
 * many requests at once; if their answers were written in the callback, the next produce request
 * would wait for all of them. A thread of its own takes them in bulk and is woken once for each
 * bulk.
 */
public final class Responder implements Component, Executor {
  private static final Logger log = LoggerFactory.getLogger(Responder.class);

  private final Queue<Runnable> answers = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Thread thread;
  private volatile boolean idle;

  @Override
  public String name() {
    return "responder";
  }

  @Override
  public void start() {
    Thread fresh = Thread.ofPlatform().daemon().name("responder").unstarted(this::run);
    thread = fresh; // before it runs: a thread that finds none here takes itself for stopped
    fresh.start();
  }

  /** Writes what is waiting, then ends. */
  @Override
  public void stop(Duration within) throws InterruptedException {
    Thread running = thread;
    thread = null;
    if (running != null) {
      LockSupport.unpark(running);
      running.join(within);
    }
  }

  /** Runs {@code answer} soon; at once, on the caller's thread, if this is not running. */
  @Override
  public void execute(Runnable answer) {
    Thread running = thread;
    if (running == null) {
      answer.run();
      return;
    }
    answers.add(answer);
    if (idle) {
      LockSupport.unpark(running);
    }
    if (!running.isAlive()) {
      writeAll(); // it ended between the look and the queue
    }
  }

  /** Ready while the thread lives that writes the answers. */
  public Health check() {
    Thread running = thread;
    return running != null && running.isAlive()
        ? Health.ready()
        : Health.notReady("nobody writes the answers");
  }

  private void writeAll() {
    for (Runnable answer = answers.poll(); answer != null; answer = answers.poll()) {
      write(answer);
    }
  }

  private void run() {
    while (true) {
      Runnable answer = answers.poll();
      if (answer != null) {
        write(answer);
      } else if (thread == null) {
        return;
      } else {
        awaitMore();
      }
    }
  }

  private void awaitMore() {
    idle = true;
    // Looked at again after the flag is up: an answer added before it does not wake us.
    if (answers.isEmpty() && thread != null) {
      LockSupport.park(this);
    }
    idle = false;
  }

  private static void write(Runnable answer) {
    try {
      answer.run();
    } catch (Throwable e) {
      // An Error too: this is the only thread that writes answers.
      log.atError().setCause(e).log("an answer could not be written");
    }
  }
}
