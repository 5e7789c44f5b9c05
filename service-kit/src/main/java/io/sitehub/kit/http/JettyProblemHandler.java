package io.sitehub.kit.http;

import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemJson;
import io.sitehub.kit.problem.TraceIds;
import java.nio.ByteBuffer;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers what Jetty itself refuses, such as a request line it cannot parse, as a problem. */
final class JettyProblemHandler extends ErrorPageErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Problem problem =
        Problem.ofStatus(Math.max(400, response.getStatus()))
            .withInstance(Request.getPathInContext(request))
            .withTraceId(TraceIds.of(request.getHeaders().get("traceparent")));
    generateCacheControl(response);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.write(true, ByteBuffer.wrap(ProblemJson.bytes(problem)), callback);
    return true;
  }

  @Override
  public ByteBuffer badMessageError(
      int status, @Nullable String reason, HttpFields.Mutable headers) {
    headers.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    return ByteBuffer.wrap(ProblemJson.bytes(Problem.ofStatus(Math.max(400, status))));
  }
}
