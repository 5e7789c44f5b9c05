package io.sitehub.processors.peer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.processors.fence.Life;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The lifeline this instance holds out to its peers: an answer that does not end while it lives. A
 * line a second says so; when the process dies, the system closes the connection at once. It says
 * when it is about to end, and goodbye when everything has ended cleanly, for then nobody has to
 * end anything.
 */
public final class LifelineRoute implements Component {

  /** Where it is found. */
  static final String PATH = "/internal/v1/lifeline";

  static final Duration BEAT = Duration.ofSeconds(1);

  private static final int MAX_PEERS = 256;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<Optional<Life>> life;
  private final BooleanSupplier ended;
  private final Semaphore peers = new Semaphore(MAX_PEERS);
  private final CountDownLatch leaving = new CountDownLatch(1);
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * @param life by what the brokers know this life; empty while they do not know it
   * @param ended whether it has ended cleanly; asked when this component is stopped
   */
  public LifelineRoute(Supplier<Optional<Life>> life, BooleanSupplier ended) {
    this.life = life;
    this.ended = ended;
  }

  /** Adds the route. */
  public void routes(JavalinConfig config) {
    config.routes.get(PATH, this::answer);
  }

  @Override
  public String name() {
    return "lifeline";
  }

  @Override
  public void start() {}

  /** Tells all peers that this instance is about to end; returns at once. */
  public void leave() {
    leaving.countDown();
  }

  /** Ends all answers, with a goodbye if the life has ended cleanly. */
  @Override
  public void stop(Duration within) {
    leaving.countDown();
    stopping.countDown();
  }

  private void answer(Context context) {
    Life self =
        life.get()
            .filter(known -> stopping.getCount() > 0)
            .orElseThrow(
                () -> ProblemException.unavailable("Not ready: it is starting or stopping.", SOON));
    if (!peers.tryAcquire()) {
      throw ProblemException.unavailable("As many watch this instance as may.", SOON);
    }
    try {
      context.res().setStatus(200);
      context.res().setContentType("application/x-ndjson");
      context.res().setHeader("Cache-Control", "no-store");
      // Past Javalin's own stream, which would hold lines back.
      beat(self, context.res().getOutputStream());
    } catch (IOException e) {
      // The peer is gone: nobody is left to be told.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      peers.release();
    }
  }

  private void beat(Life self, OutputStream to) throws IOException, InterruptedException {
    ObjectNode born = JSON.createObjectNode();
    born.put("instance", self.instance());
    self.processId().ifPresent(id -> born.put("processId", id));
    born.put("threads", self.threads());
    line(born.toString(), to);
    beatUntil(leaving, to);
    line("{\"leaving\":true}", to);
    beatUntil(stopping, to);
    if (ended.getAsBoolean()) {
      line("{\"ended\":true}", to);
    }
  }

  private static void beatUntil(CountDownLatch latch, OutputStream to)
      throws IOException, InterruptedException {
    while (!latch.await(BEAT.toMillis(), TimeUnit.MILLISECONDS)) {
      line("{}", to);
    }
  }

  private static void line(String json, OutputStream to) throws IOException {
    to.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    to.flush();
  }
}
