package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.Receipt;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemJson;
import io.sitehub.kit.problem.TraceIds;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The answer to one request; given exactly once. When it is written the request's room in the
 * admission is free again, so that a drain waits for answers too.
 */
final class Answer {
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
  private boolean entered;
  private long heldBytes;

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

  /** 200 with a receipt for each event. */
  void accept(List<Receipt> receipts, Duration acknowledgedAfter) {
    metrics.acknowledged(acknowledgedAfter);
    metrics.accepted(receipts.size());
    metrics.ended(Outcome.ACCEPTED);
    response.setStatus(200);
    response.getHeaders().put(JSON);
    write(ReceiptJson.bytes(receipts));
  }

  /** A problem document. */
  void refuse(Refusal refusal) {
    metrics.ended(refusal.outcome());
    HttpFields.Mutable headers = response.getHeaders();
    Problem problem =
        refusal
            .problem()
            .withInstance(EventsHandler.PATH)
            .withTraceId(TraceIds.of(request.getHeaders().get("traceparent")));
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

  /** No answer: the client did not finish its request. */
  void abort(Throwable cause) {
    metrics.ended(Outcome.ABORTED);
    whenDone().failed(cause);
  }

  private void write(byte[] body) {
    if (admission.closing()) {
      response.getHeaders().put(CLOSE);
    }
    response.write(true, ByteBuffer.wrap(body), whenDone());
  }

  private Callback whenDone() {
    if (!entered) {
      return callback;
    }
    long held = heldBytes;
    return Callback.from(callback, () -> admission.release(held));
  }
}
