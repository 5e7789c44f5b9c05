package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.Receipt;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemJson;
import io.sitehub.kit.problem.TraceIds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer to one request; given exactly once. When it is written the request's room in the
 * admission is free again, so that a drain waits for answers too.
 */
final class Answer {
  private static final Logger log = LoggerFactory.getLogger(Answer.class);
  private static final HttpField JSON =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final HttpField PROBLEM =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");
  private static final HttpField CLOSE =
      new PreEncodedHttpField(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final RequestMetrics metrics;
  private final Admission admission;
  private volatile @Nullable String traceId;
  private final AtomicBoolean given = new AtomicBoolean();
  private volatile boolean entered;
  private volatile long heldBytes;

  Answer(
      Request request,
      Response response,
      Callback callback,
      RequestMetrics metrics,
      Admission admission) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.metrics = metrics;
    this.admission = admission;
  }

  /** Makes room for the request; false if there is none. */
  boolean tryEnter() {
    entered = admission.tryEnter();
    return entered;
  }

  /** Makes room for a body of {@code bytes} in all; false if there is none. */
  boolean tryHold(long bytes) {
    if (!admission.tryHold(bytes - heldBytes)) {
      return false;
    }
    heldBytes = bytes;
    return true;
  }

  /** Gives the request's room back before it is answered. */
  synchronized void leave() {
    if (entered) {
      entered = false;
      admission.release(heldBytes);
    }
  }

  /** 200 with a receipt for each event. */
  void accept(List<Receipt> receipts, Duration acknowledgedAfter) {
    byte[] body = ReceiptJson.bytes(receipts);
    if (!given.compareAndSet(false, true)) {
      return;
    }
    metrics.acknowledged(acknowledgedAfter);
    metrics.accepted(receipts.size());
    metrics.ended(Outcome.ACCEPTED);
    response.setStatus(200);
    response.getHeaders().put(JSON);
    write(body);
  }

  /** A problem document. */
  void refuse(Refusal refusal) {
    if (!given.compareAndSet(false, true)) {
      return;
    }
    metrics.ended(refusal.outcome());
    HttpFields.Mutable headers = response.getHeaders();
    Problem problem = refusal.problem().withInstance(EventsHandler.PATH).withTraceId(traceId());
    response.setStatus(problem.status());
    headers.put(PROBLEM);
    headers.put(NO_STORE);
    refusal.headers().forEach(headers::put);
    write(ProblemJson.bytes(problem));
  }

  /** As {@link #refuse}, counting the rules broken. */
  void refuse(Refusal refusal, int violations) {
    metrics.violated(violations);
    refuse(refusal);
  }

  /**
   * 503 because the log did not acknowledge, logged so that the trace id finds it.
   *
   * @param reason for the log only
   */
  void unknown(String reason) {
    log.atWarn()
        .addKeyValue("traceId", traceId())
        .addKeyValue("reason", reason)
        .log("a request was not acknowledged");
    refuse(Refusal.unknown());
  }

  /**
   * 500, or a broken connection if an answer is under way; logged so that the trace id finds it.
   */
  void fault(Throwable cause) {
    log.atError().addKeyValue("traceId", traceId()).setCause(cause).log("a request failed");
    refuse(Refusal.fault());
  }

  /** No answer: the client did not finish its request. */
  void abort(Throwable cause) {
    if (given.compareAndSet(false, true)) {
      metrics.ended(Outcome.ABORTED);
      whenDone().failed(cause);
    }
  }

  private void write(byte[] body) {
    Callback done = whenDone();
    try {
      if (admission.closing()) {
        response.getHeaders().put(CLOSE);
      }
      response.write(true, ByteBuffer.wrap(body), done);
    } catch (Throwable e) {
      // Nobody else would free the room: a gateway would fill up with requests long gone.
      log.atError().addKeyValue("traceId", traceId()).setCause(e).log("an answer was not written");
      done.failed(e);
    }
  }

  /** The same in the answer and in the log; made up only where something goes wrong. */
  private String traceId() {
    String known = traceId;
    if (known == null) {
      known = TraceIds.of(request.getHeaders().get("traceparent"));
      traceId = known;
    }
    return known;
  }

  /** Completes the request and frees its room, once. */
  private Callback whenDone() {
    return Callback.from(callback, this::leave);
  }
}
