package io.sitehub.kpis.feed;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kpis.query.Parameters;
import io.sitehub.kpis.query.SitePath;
import io.sitehub.model.topic.SitePartitioner;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /v1/sites/{site}/feed}: one virtual thread for each client, which only writes. */
public final class FeedRoute {
  private static final Logger LOG = LoggerFactory.getLogger(FeedRoute.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final String POSITION_RULE = "must be the id of an event, like 4711.20934.12";

  private final FeedTail tail;
  private final CatchUp catchUp;
  private final ChangeRenderer renderer;
  private final FeedSettings settings;
  private final FeedMetrics counted;
  private final Semaphore clients;

  /** A route that serves what the tail follows. */
  public FeedRoute(
      FeedTail tail,
      FeedConsumers consumers,
      ChangeRenderer renderer,
      FeedSettings settings,
      MeterRegistry metrics) {
    this.tail = tail;
    this.catchUp = new CatchUp(consumers, settings.maxCatchUps(), settings.catchUpDeadline());
    this.renderer = renderer;
    this.settings = settings;
    this.counted = FeedMetrics.in(metrics);
    this.clients = new Semaphore(settings.maxClients());
    Gauge.builder(
            "sitehub.kpis.feed.clients", () -> settings.maxClients() - clients.availablePermits())
        .description("Clients that follow the feed")
        .register(metrics);
  }

  /** Adds the route to a server. */
  public void addTo(JavalinConfig server) {
    server.routes.get("/v1/sites/{site}/feed", this::answer);
  }

  private void answer(Context context) {
    FeedRequest request = read(context);
    PartitionFeed feed =
        tail.feed(request.partition())
            .orElseThrow(() -> new IllegalStateException("no such partition"));
    if (!clients.tryAcquire()) {
      throw ProblemException.unavailable(
          "This instance serves as many feeds as it may.", RETRY_AFTER);
    }
    try {
      context.res().setStatus(200);
      context.res().setContentType("text/event-stream;charset=utf-8");
      context.res().setHeader("Cache-Control", "no-store");
      context.res().setHeader("X-Accel-Buffering", "no");
      // Past Javalin's own stream, which would compress and so hold back what is to be seen now.
      SseWriter writer = new SseWriter(context.res().getOutputStream());
      new FeedSession(request, writer, feed, catchUp, renderer, settings, counted).serve();
    } catch (IOException gone) {
      LOG.atDebug()
          .addKeyValue("site", request.site())
          .setCause(gone)
          .log("a client left the feed");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      clients.release();
    }
  }

  private FeedRequest read(Context context) {
    Parameters parameters = new Parameters(context.queryParamMap());
    String site = SitePath.site(context, parameters);
    Set<FeedTopic> topics = topics(parameters);
    Optional<FeedPosition> from = position(context, parameters);
    parameters.refuseIfWrong();
    int partitions = tail.partitions();
    if (partitions == 0) {
      throw ProblemException.unavailable("The feed does not follow the log yet.", RETRY_AFTER);
    }
    return new FeedRequest(site, new SitePartitioner(partitions).partitionOf(site), topics, from);
  }

  private static Set<FeedTopic> topics(Parameters parameters) {
    List<String> asked = parameters.choices("events", FeedTopic.texts());
    Set<FeedTopic> topics = EnumSet.noneOf(FeedTopic.class);
    asked.forEach(text -> topics.add(FeedTopic.of(text)));
    return topics.isEmpty() ? EnumSet.allOf(FeedTopic.class) : topics;
  }

  /** The header wins: a browser that connects again keeps the address, and so the parameter. */
  private static Optional<FeedPosition> position(Context context, Parameters parameters) {
    Optional<FeedPosition> first =
        parameters
            .checked(
                "lastEventId",
                text -> FeedPosition.parse(text).isPresent(),
                "position",
                POSITION_RULE)
            .flatMap(FeedPosition::parse);
    String header = context.header("Last-Event-ID");
    if (header == null || header.isEmpty()) {
      return first;
    }
    Optional<FeedPosition> position = FeedPosition.parse(header);
    if (position.isEmpty()) {
      parameters.refuse("Last-Event-ID", "position", POSITION_RULE);
    }
    return position;
  }
}
