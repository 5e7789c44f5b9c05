package io.sitehub.gateway.submit;

import io.sitehub.gateway.publish.EventLog;
import io.sitehub.gateway.validate.EventValidator;
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

  /**
   * A handler that passes every other path on.
   *
   * @param responder writes the answers to requests that the log has acknowledged
   * @param maxBodyBytes how long a body may be
   */
  public EventsHandler(
      Admission admission,
      EventValidator validator,
      EventLog log,
      Executor responder,
      RequestMetrics metrics,
      int maxBodyBytes) {
    this.admission = admission;
    this.validator = validator;
    this.log = log;
    this.responder = responder;
    this.metrics = metrics;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!PATH.equals(request.getHttpURI().getCanonicalPath())) {
      return super.handle(request, response, callback);
    }
    Answer answer = new Answer(request, response, callback, metrics, admission);
    if (!HttpMethod.POST.is(request.getMethod())) {
      answer.refuse(Refusal.method());
      return true;
    }
    if (!admission.serving()) {
      answer.refuse(Refusal.notServing());
      return true;
    }
    ContentMode mode = ContentMode.of(request.getHeaders());
    if (mode instanceof ContentMode.Unsupported unsupported) {
      new Discard(request, maxBodyBytes, () -> answer.refuse(unsupported.refusal())).run();
    } else if (request.getLength() > maxBodyBytes) {
      new Discard(request, maxBodyBytes, () -> answer.refuse(Refusal.bodyTooLarge(maxBodyBytes)))
          .run();
    } else if (answer.tryEnter()) {
      new Submission(request, answer, mode, validator, log, responder, maxBodyBytes).run();
    } else {
      answer.refuse(Refusal.overloaded());
    }
    return true;
  }
}
