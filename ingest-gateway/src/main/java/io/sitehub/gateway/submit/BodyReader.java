package io.sitehub.gateway.submit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of one request without blocking and within a time in all: a client that sends a
 * byte now and then is never idle, and would hold its place for ever.
 */
final class BodyReader implements Runnable {
  private static final long RETRY_MS = 100;

  private final Request request;
  private final Sink sink;
  private final long deadlineNanos;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private volatile Scheduler.@Nullable Task alarm;

  private enum Phase {
    /** Jetty calls again when more has arrived, or the alarm does when it is too late. */
    WAITING,
    READING,
    DONE
  }

  /** Takes the body; of the methods that end it, one is called, once. */
  interface Sink {
    /** Takes what has arrived; false ends the reading without a further call. */
    boolean take(ByteBuffer bytes);

    /** Everything has arrived. */
    void complete();

    /** The time is over and the body is not complete. */
    void tooSlow();

    /** The connection is gone, or what arrives is no HTTP. */
    void broken(Throwable cause);

    /** This program failed. */
    void fault(Throwable cause);
  }

  /** Reads nothing yet; {@link #run} does. */
  BodyReader(Request request, Duration within, Sink sink) {
    this.request = request;
    this.sink = sink;
    this.deadlineNanos = System.nanoTime() + within.toNanos();
  }

  /** Reads what has arrived; called again by Jetty whenever more has. */
  @Override
  public void run() {
    if (!phase.compareAndSet(Phase.WAITING, Phase.READING)) {
      return; // too late: it was answered
    }
    try {
      read();
    } catch (Throwable e) {
      end();
      sink.fault(e);
    }
  }

  private void read() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        awaitMore();
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        end();
        if (chunk.getFailure() instanceof TimeoutException) {
          sink.tooSlow();
        } else {
          sink.broken(chunk.getFailure());
        }
        return;
      }
      boolean last = chunk.isLast();
      boolean more;
      try {
        more = sink.take(chunk.getByteBuffer());
      } finally {
        chunk.release();
      }
      if (!more) {
        end();
        return;
      }
      if (last) {
        end();
        sink.complete();
        return;
      }
    }
  }

  private void awaitMore() {
    long leftNanos = deadlineNanos - System.nanoTime();
    if (leftNanos <= 0) {
      end();
      sink.tooSlow();
      return;
    }
    if (alarm == null) {
      setAlarm(TimeUnit.NANOSECONDS.toMillis(leftNanos) + 1);
    }
    phase.set(Phase.WAITING); // before the demand, which may call on another thread at once
    request.demand(this);
  }

  private void setAlarm(long inMs) {
    alarm =
        request.getComponents().getScheduler().schedule(this::late, inMs, TimeUnit.MILLISECONDS);
  }

  private void late() {
    if (phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
      sink.tooSlow();
    } else if (phase.get() == Phase.READING) {
      setAlarm(RETRY_MS); // it reads this very moment, and may wait again afterwards
    }
  }

  private void end() {
    phase.set(Phase.DONE);
    Scheduler.Task set = alarm;
    if (set != null) {
      set.cancel();
    }
  }
}
