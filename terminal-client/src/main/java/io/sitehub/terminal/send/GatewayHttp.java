package io.sitehub.terminal.send;

import io.sitehub.terminal.fate.SendFailure.Kind;
import io.sitehub.terminal.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/events} in batched mode (CloudEvents HTTP binding 1.0, section 3.3). */
final class GatewayHttp {
  private final HttpClient http;
  private final Map<String, String> headers;
  private final Duration answerWithin;
  private final Duration signOfLifeWithin;
  private final AnswerReader answers;

  /**
   * @param headers sent with every request, such as {@code Authorization}
   * @param ssl whom to trust and what to show; null: as Java does
   */
  GatewayHttp(
      SendLimits limits,
      Map<String, String> headers,
      @Nullable SSLContext ssl,
      InstantSource clock) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(limits.connectWithin());
    if (ssl != null) {
      client.sslContext(ssl);
    }
    this.http = client.build();
    this.headers = headers;
    this.answerWithin = limits.answerWithin();
    this.signOfLifeWithin = limits.signOfLifeWithin();
    this.answers = new AnswerReader(clock);
  }

  /**
   * Sends events and waits for what the gateway makes of them, as long as it may take.
   *
   * @throws InterruptedException when the thread is interrupted; the request is given up
   */
  Answer post(URI gateway, List<JournalEntry> events) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint(gateway))
            .timeout(answerWithin)
            .header("Content-Type", "application/cloudevents-batch+json")
            .POST(BodyPublishers.ofByteArray(batch(events)));
    headers.forEach(request::setHeader);
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request.build(), BodyHandlers.ofString());
    try {
      HttpResponse<String> response = await(answer, gateway);
      return answers.read(
          events,
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Retry-After"));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return failed(Kind.SILENT, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      return failed(e.getCause() == null ? e : e.getCause());
    }
  }

  /**
   * The answer, body included. A gateway waits for its brokers, perhaps for long; one that says
   * nothing at all meanwhile will not answer either.
   *
   * @throws TimeoutException saying what did not come in time
   */
  private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, URI gateway)
      throws InterruptedException, ExecutionException, TimeoutException {
    long endNanos = System.nanoTime() + answerWithin.toNanos();
    while (true) {
      long leftNanos = Math.max(0, endNanos - System.nanoTime());
      boolean isLast = leftNanos <= signOfLifeWithin.toNanos();
      try {
        return answer.get(isLast ? leftNanos : signOfLifeWithin.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (isLast) {
          throw new TimeoutException("no answer within " + answerWithin);
        }
        awaitAnything(answer, gateway);
      }
    }
  }

  /** Waits for the answer, or for one to another question. */
  private void awaitAnything(CompletableFuture<HttpResponse<String>> answer, URI gateway)
      throws InterruptedException, TimeoutException {
    HttpRequest question =
        HttpRequest.newBuilder(endpoint(gateway))
            .timeout(signOfLifeWithin)
            .method("HEAD", BodyPublishers.noBody())
            .build();
    CompletableFuture<HttpResponse<Void>> life =
        http.sendAsync(question, BodyHandlers.discarding());
    try {
      CompletableFuture.anyOf(answer, life).get(signOfLifeWithin.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      if (!answer.isDone()) {
        throw new TimeoutException("no answer, and no sign of life within " + signOfLifeWithin);
      }
    } finally {
      life.cancel(true);
    }
  }

  /** Below whatever path a reverse proxy has put the gateway. */
  private static URI endpoint(URI gateway) {
    String base = gateway.toString();
    return URI.create(base.endsWith("/") ? base + "v1/events" : base + "/v1/events");
  }

  private Answer failed(Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return failed(Kind.UNREACHABLE, "cannot be connected to: " + cause);
    }
    return cause instanceof HttpTimeoutException
        ? failed(Kind.SILENT, "no answer within " + answerWithin)
        : failed(Kind.UNREACHABLE, "the connection broke: " + cause);
  }

  private static Answer failed(Kind kind, String detail) {
    return new Answer.Failed(kind, detail, Duration.ZERO);
  }

  private static byte[] batch(List<JournalEntry> events) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (JournalEntry event : events) {
      body.write(body.size() == 0 ? '[' : ',');
      body.writeBytes(event.body());
    }
    body.write(']');
    return body.toByteArray();
  }
}
