package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.EventLog;
import io.sitehub.gateway.validate.EventValidator;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code POST /v1/events}, in front of every other route of the server. A plain Jetty handler, and
 * asynchronous: no thread waits while the log acknowledges (docs/adr/0009 has the measurements).
 */
public final class EventsHandler extends Handler.Wrapper {
  /** Where events are submitted. */
  public static final String PATH = "/v1/events";

  private final Admission admission;
  private final EventValidator validator;
  private final EventLog log;
  private final Executor responder;
  private final RequestMetrics metrics;
  private final int maxBodyBytes;
  private final Duration bodyTime;

  /**
   * A handler that passes every other path on.
   *
   * @param responder writes the answers to requests that the log has acknowledged
   * @param maxBodyBytes how long a body may be
   * @param bodyTime how long a body may take to arrive
   */
  public EventsHandler(
      Admission admission,
      EventValidator validator,
      EventLog log,
      Executor responder,
      RequestMetrics metrics,
      int maxBodyBytes,
      Duration bodyTime) {
    this.admission = admission;
    this.validator = validator;
    this.log = log;
    this.responder = responder;
    this.metrics = metrics;
    this.maxBodyBytes = maxBodyBytes;
    this.bodyTime = bodyTime;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!PATH.equals(request.getHttpURI().getCanonicalPath())) {
      return super.handle(request, response, callback);
    }
    Answer answer = new Answer(request, response, callback, metrics, admission);
    if (!HttpMethod.POST.is(request.getMethod())) {
      refuse(request, answer, Refusal.method());
      return true;
    }
    ContentMode mode = ContentMode.of(request.getHeaders());
    if (mode instanceof ContentMode.Unsupported unsupported) {
      refuse(request, answer, unsupported.refusal());
    } else if (request.getLength() > maxBodyBytes) {
      refuse(request, answer, Refusal.bodyTooLarge(maxBodyBytes));
    } else if (!answer.tryEnter()) {
      refuse(request, answer, admission.serving() ? Refusal.overloaded() : Refusal.notServing());
    } else if (!admission.serving()) {
      // Asked after it has entered: a drain that closes now either sees it or is seen here.
      answer.leave();
      refuse(request, answer, Refusal.notServing());
    } else {
      new Submission(request, answer, mode, validator, log, responder, maxBodyBytes, bodyTime)
          .start();
    }
    return true;
  }

  private void refuse(Request request, Answer answer, Refusal refusal) {
    Discard.body(request, maxBodyBytes, () -> answer.refuse(refusal));
  }
}
