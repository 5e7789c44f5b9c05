package io.sitehub.connectors.http;

import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTTP whose every exchange ends in time, the answer's body included: the client's own timeout is
 * over with the headers, and a server that stops in the middle of a body would hold it for ever. A
 * redirect is an answer like another. May be used by any number of threads.
 */
final class BoundedHttp implements AutoCloseable {

  private static final int BODY_LIMIT_BYTES = 64 * 1024;

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  private static final BodyHandler<String> BEGINNING =
      answer ->
          BodySubscribers.mapping(
              new BeginningOfBody(BODY_LIMIT_BYTES),
              bytes -> new String(bytes, charset(answer.headers())));

  private final HttpClient client;
  private final Duration requestTimeout;

  /**
   * A client.
   *
   * @param requestTimeout how long an exchange may take from the first byte sent to the last byte
   *     read, finding a connection included
   */
  BoundedHttp(Duration connectTimeout, Duration requestTimeout) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .build();
    this.requestTimeout = requestTimeout;
  }

  /**
   * Sends a request and waits for the answer, no longer than the deadline.
   *
   * @throws InterruptedException when the thread is interrupted; the request is given up
   */
  Reply send(HttpRequest request, Deadline deadline) throws InterruptedException {
    Duration left = deadline.left();
    Duration within = left.compareTo(requestTimeout) < 0 ? left : requestTimeout;
    if (!within.isPositive()) {
      return new Reply.None("no time was left for a request");
    }
    CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request, BEGINNING);
    try {
      HttpResponse<String> response = answer.get(within.toNanos(), TimeUnit.NANOSECONDS);
      return new Reply.Received(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      return new Reply.None("no answer within " + within.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      String message = cause.getMessage();
      return new Reply.None(
          cause.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    }
  }

  private static Charset charset(HttpHeaders headers) {
    Matcher named = CHARSET.matcher(headers.firstValue("Content-Type").orElse(""));
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /** Gives up what is under way: waiting for a server that hangs would take for ever. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
