package io.sitehub.kpis.feed;

import io.sitehub.kpis.feed.FeedStream.Next;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client from its connecting to its leaving. Used by one thread, once. */
final class FeedSession implements CatchUp.Sink {
  private static final Logger LOG = LoggerFactory.getLogger(FeedSession.class);
  private static final int RETRY_MS = 1_000;

  private final FeedRequest request;
  private final SseWriter writer;
  private final PartitionFeed feed;
  private final CatchUp catchUp;
  private final ChangeRenderer renderer;
  private final FeedSettings settings;
  private final FeedMetrics counted;

  FeedSession(
      FeedRequest request,
      SseWriter writer,
      PartitionFeed feed,
      CatchUp catchUp,
      ChangeRenderer renderer,
      FeedSettings settings,
      FeedMetrics counted) {
    this.request = request;
    this.writer = writer;
    this.feed = feed;
    this.catchUp = catchUp;
    this.renderer = renderer;
    this.settings = settings;
    this.counted = counted;
  }

  /**
   * Serves the client until it is let go.
   *
   * @throws IOException when it leaves
   */
  void serve() throws IOException, InterruptedException {
    writer.retry(RETRY_MS);
    try {
      Optional<FeedStream> stream = follow();
      if (stream.isPresent()) {
        pump(stream.get());
      }
    } catch (ChangeRenderer.NotNow registryAway) {
      end("not-ready");
    } catch (KafkaException away) {
      LOG.atWarn().addKeyValue("cause", away.toString()).log("a client could not catch up");
      end("not-ready");
    }
    writer.flush();
  }

  /** Begins where the client left off; empty if it was let go meanwhile. */
  private Optional<FeedStream> follow() throws IOException, InterruptedException {
    FeedPosition at = request.from().orElseGet(feed::position);
    boolean isOfThisLog = request.from().isEmpty();
    while (true) {
      if (isOfThisLog || !isAhead(at)) {
        Optional<FeedStream> stream =
            feed.follow(request.site(), request.topics(), at, settings.clientBuffer());
        if (stream.isPresent()) {
          writer.position(at);
          writer.flush();
          return stream;
        }
      }
      counted.caughtUp().increment();
      switch (catchUp.read(request, at, feed.position(), this)) {
        case CatchUp.Result.Reached(FeedPosition position) -> at = position;
        case CatchUp.Result.OtherLog() -> {
          at = feed.position();
          writer.event(at, "reset", "{\"reason\":\"other-log\"}");
        }
        case CatchUp.Result.Later() -> {
          end("catching-up");
          return Optional.empty();
        }
      }
      isOfThisLog = true;
    }
  }

  /** Whether the client has read on further than this instance, or comes from another log. */
  private boolean isAhead(FeedPosition at) {
    FeedPosition here = feed.position();
    return request.topics().stream().anyMatch(topic -> at.next(topic) > here.next(topic));
  }

  private void pump(FeedStream stream) throws IOException, InterruptedException {
    try {
      while (true) {
        switch (stream.next(settings.heartbeat())) {
          case Next.Changed(Change change, FeedPosition position) -> {
            changed(change, position);
            if (!stream.hasMore()) {
              writer.flush();
            }
          }
          case Next.Idle(FeedPosition position) -> {
            writer.position(position);
            writer.heartbeat();
            writer.flush();
          }
          case Next.Ended(String reason) -> {
            if (reason.equals("slow")) {
              counted.slow().increment();
            }
            end(reason);
            return;
          }
        }
      }
    } finally {
      feed.leave(stream);
    }
  }

  private void end(String reason) throws IOException {
    writer.event("end", "{\"reason\":\"" + reason + "\"}");
  }

  @Override
  public void changed(Change change, FeedPosition position) throws IOException {
    Optional<String> data = change.data(renderer);
    if (data.isPresent()) {
      writer.event(position, change.topic().event(), data.get());
      counted.sent().increment();
    }
  }

  @Override
  public void reached(FeedPosition position) throws IOException {
    writer.position(position);
    writer.flush();
  }
}
