package io.sitehub.gateway.submit;

import io.sitehub.kit.health.Health;
import io.sitehub.kit.lifecycle.Component;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the gateway last and closes it first, so that a rolling restart behind a load balancer
 * shows clients no error: readiness goes red, requests are still taken until the balancer has seen
 * it, then those under way are finished.
 */
public final class Drain implements Component {
  private static final Logger log = LoggerFactory.getLogger(Drain.class);

  private static final int FOR_THE_REST = 10;

  private final Admission admission;
  private final Duration delay;

  /**
   * A drain of {@code admission}.
   *
   * @param delay how long requests are still taken after readiness has gone red
   */
  public Drain(Admission admission, Duration delay) {
    this.admission = admission;
    this.delay = delay;
  }

  @Override
  public String name() {
    return "drain";
  }

  @Override
  public void start() {
    admission.open();
  }

  /** Lets clients go, then waits for the requests under way. */
  @Override
  public void stop(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    admission.announceClose();
    Thread.sleep(delay.compareTo(within) < 0 ? delay : within);
    admission.close();
    // What is left of the time belongs to the server and the producer, which has to flush.
    long forRequests = deadline - System.nanoTime() - within.toNanos() / FOR_THE_REST;
    if (!admission.awaitIdle(Duration.ofNanos(Math.max(0, forRequests)))) {
      log.atWarn()
          .addKeyValue("requests", admission.requests())
          .log("stopping with requests under way: their outcome is unknown to their senders");
    }
  }

  /** Ready while requests are taken and nobody asked to stop. */
  public Health check() {
    return admission.serving() && !admission.closing()
        ? Health.ready()
        : Health.notReady("not taking requests: starting or stopping");
  }
}
