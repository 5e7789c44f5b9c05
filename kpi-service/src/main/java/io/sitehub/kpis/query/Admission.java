package io.sitehub.kpis.query;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sitehub.kit.problem.ProblemException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** Adds routes to a server, of which only so many requests are answered at a time. */
public final class Admission {
  private final Semaphore permits;
  private final MeterRegistry metrics;

  /** Answers one request whose parameters are still to be read. */
  @FunctionalInterface
  public interface Query {
    /** Answers it, or throws a {@link ProblemException}. */
    void answer(Context context, Parameters parameters);
  }

  /**
   * An admission for all routes of a server.
   *
   * @param atOnce how many requests are answered at a time; one more gets 503
   */
  public Admission(int atOnce, MeterRegistry metrics) {
    this.permits = new Semaphore(atOnce);
    this.metrics = metrics;
  }

  /** Adds a question. */
  public void get(JavalinConfig server, String path, Query query) {
    Timer timer =
        Timer.builder("sitehub.kpis.queries")
            .description("Requests to the public API")
            .tag("path", path)
            .publishPercentileHistogram()
            .register(metrics);
    server.routes.get(path, handler(timer, query));
  }

  /** Adds a change that puts something. */
  public void put(JavalinConfig server, String path, Query change) {
    server.routes.put(path, handler(changes("put", path), change));
  }

  /** Adds a change that does something. */
  public void post(JavalinConfig server, String path, Query change) {
    server.routes.post(path, handler(changes("post", path), change));
  }

  /** Adds a change that takes something away. */
  public void delete(JavalinConfig server, String path, Query change) {
    server.routes.delete(path, handler(changes("delete", path), change));
  }

  private Timer changes(String method, String path) {
    return Timer.builder("sitehub.kpis.changes")
        .description("Changes asked for through the public API")
        .tag("method", method)
        .tag("path", path)
        .register(metrics);
  }

  private Handler handler(Timer timer, Query query) {
    return context -> timer.record(() -> admitted(context, query));
  }

  private void admitted(Context context, Query query) {
    if (!permits.tryAcquire()) {
      throw ProblemException.unavailable(
          "This instance answers as many requests as it may.", Duration.ofSeconds(1));
    }
    try {
      context.header("Cache-Control", "no-store");
      query.answer(context, new Parameters(context.queryParamMap()));
    } finally {
      permits.release();
    }
  }
}
