package io.sitehub.kit.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kit.problem.ProblemJson;
import io.sitehub.kit.problem.TraceIds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever goes wrong in a Javalin server into a problem document (RFC 9457). */
public final class ProblemErrors {
  private static final Logger log = LoggerFactory.getLogger(ProblemErrors.class);
  private static final String ALLOWED_METHODS = "availableMethods";

  private ProblemErrors() {}

  static void install(JavalinConfig config) {
    config.routes.exception(ProblemException.class, (e, context) -> answer(context, e));
    config.routes.exception(HttpResponseException.class, (e, context) -> answer(context, e));
    config.routes.exception(Exception.class, (e, context) -> answerUnexpected(context, e));
    config.router.javaLangErrorHandler((response, error) -> {
      log.atError().setCause(error).log("error while handling a request");
      response.setStatus(500);
    });
    config.jetty.modifyServer(server -> server.setErrorHandler(new JettyProblemHandler()));
    config.jetty.modifyServletContextHandler(
        handler -> handler.setErrorHandler(new JettyProblemHandler()));
  }

  /** Answers with {@code problem}, its instance and trace id filled in. */
  public static void write(Context context, Problem problem, @Nullable Duration retryAfter) {
    String traceId = TraceIds.of(context.header("traceparent"));
    if (retryAfter != null) {
      context.header("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
    }
    context.status(problem.status());
    context.header("Cache-Control", "no-store");
    context.result(ProblemJson.bytes(problem.withInstance(context.path()).withTraceId(traceId)));
    context.contentType(Problem.MEDIA_TYPE);
  }

  private static void answer(Context context, ProblemException e) {
    write(context, e.problem(), e.retryAfter());
  }

  private static void answer(Context context, HttpResponseException e) {
    int status = e.getStatus();
    if (status < 400) {
      context.status(status).result(String.valueOf(e.getMessage()));
      return;
    }
    String methods = e.getDetails().get(ALLOWED_METHODS);
    if (status == 405 && methods != null) {
      context.header("Allow", methods);
    }
    Problem problem = Problem.ofStatus(status);
    write(
        context,
        status == 404 ? problem.withDetail("There is nothing at this path.") : problem,
        null);
  }

  private static void answerUnexpected(Context context, Exception e) {
    log.atError()
        .addKeyValue("method", context.method())
        .addKeyValue("path", context.path())
        .addKeyValue("traceId", TraceIds.of(context.header("traceparent")))
        .setCause(e)
        .log("a request failed");
    write(
        context,
        Problem.ofStatus(500).withDetail("The fault is ours; it was logged.").withRetryable(true),
        null);
  }
}
