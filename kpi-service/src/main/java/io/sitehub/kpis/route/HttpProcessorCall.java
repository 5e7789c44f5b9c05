package io.sitehub.kpis.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks processors by HTTP in the internal protocol of {@code docs/architecture.md}. */
public final class HttpProcessorCall implements ProcessorCall, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpProcessorCall.class);

  private final HttpClient http;
  private final Duration readTimeout;
  private final MeterRegistry metrics;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  /**
   * A caller.
   *
   * @param connectTimeout how long a connection may take to be made
   * @param readTimeout how long a whole answer may take
   */
  public HttpProcessorCall(Duration connectTimeout, Duration readTimeout, MeterRegistry metrics) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .build();
    this.readTimeout = readTimeout;
    this.metrics = metrics;
  }

  @Override
  public Reply ask(Processor processor, String path) throws InterruptedException {
    long start = System.nanoTime();
    Reply reply = send(processor, path);
    timers
        .computeIfAbsent(outcome(reply), this::timer)
        .record(Duration.ofNanos(System.nanoTime() - start));
    return reply;
  }

  /**
   * Asks a processor who holds what.
   *
   * @throws IOException if it does not answer in time, or not in the documented shape
   */
  public Assignment assignment(URI address) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(get(address, "/internal/v1/assignment"), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("answered " + response.statusCode());
    }
    return Assignment.read(response.body());
  }

  private Reply send(Processor processor, String path) throws InterruptedException {
    try {
      HttpResponse<byte[]> response =
          http.send(get(processor.address(), path), BodyHandlers.ofByteArray());
      return reply(processor, response);
    } catch (IOException noAnswer) {
      LOG.atDebug()
          .addKeyValue("processor", processor.name())
          .addKeyValue("address", processor.address())
          .setCause(noAnswer)
          .log("a processor does not answer");
      return new Reply.Failed("no answer");
    }
  }

  private HttpRequest get(URI address, String path) {
    return HttpRequest.newBuilder(address.resolve(path)).timeout(readTimeout).GET().build();
  }

  private static Reply reply(Processor processor, HttpResponse<byte[]> response) {
    HttpHeaders headers = response.headers();
    return switch (response.statusCode()) {
      case 200, 404 -> {
        Optional<Freshness> freshness = freshness(processor, headers);
        Optional<String> zone = headers.firstValue("Sitehub-Zone");
        if (freshness.isEmpty()) {
          yield new Reply.Failed("an answer that does not say how old it is");
        }
        yield response.statusCode() == 200
            ? new Reply.Found(
                freshness.get(), zone, headers.firstValue("Sitehub-Config"), response.body())
            : new Reply.Unknown(freshness.get(), zone);
      }
      case 400 -> new Reply.Refused();
      case 421 -> new Reply.NotHeld();
      case 503 -> new Reply.NotReady();
      default -> new Reply.Failed("status " + response.statusCode());
    };
  }

  private static Optional<Freshness> freshness(Processor processor, HttpHeaders headers) {
    try {
      Optional<Instant> asOf = headers.firstValue("Sitehub-As-Of").map(Instant::parse);
      Optional<Role> role = headers.firstValue("Sitehub-Served-By").map(Role::of);
      if (asOf.isEmpty() || role.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Freshness(
              asOf.get(),
              headers.firstValueAsLong("Sitehub-Lag").orElse(0),
              role.get(),
              headers.firstValue("Sitehub-Instance").orElse(processor.name())));
    } catch (DateTimeParseException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static String outcome(Reply reply) {
    return switch (reply) {
      case Reply.Found found -> found.freshness().servedBy().text();
      case Reply.Unknown ignored -> "unknown";
      case Reply.Refused ignored -> "refused";
      case Reply.NotHeld ignored -> "not-held";
      case Reply.NotReady ignored -> "not-ready";
      case Reply.Failed ignored -> "failed";
    };
  }

  private Timer timer(String outcome) {
    return Timer.builder("sitehub.kpis.processor.calls")
        .description("Questions to processors, by what came of them")
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .register(metrics);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
