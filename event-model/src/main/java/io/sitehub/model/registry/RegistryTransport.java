package io.sitehub.model.registry;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Brings a request to one of several servers: tries the one that answered last, then the others,
 * then pauses and starts again, until the deadline. A pause doubles from round to round and is
 * shortened at random, so that many clients do not return all at once.
 *
 * <p>Every request of the protocol may be repeated: registering what is registered gives the same
 * id.
 */
final class RegistryTransport implements AutoCloseable {

  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final long FIRST_PAUSE_MS = 50;
  private static final long LONGEST_PAUSE_MS = 1_000;

  private final RegistrySettings settings;
  private final HttpClient client;
  private final AtomicInteger preferred = new AtomicInteger();

  RegistryTransport(RegistrySettings settings) {
    this.settings = settings;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.requestTimeout())
            .build();
  }

  RegistryReply send(String method, String path, @Nullable String body) {
    long deadlineNanos = System.nanoTime() + settings.deadline().toNanos();
    long pauseMs = FIRST_PAUSE_MS;
    int attempts = 0;
    String problem = "no attempt was made";
    while (true) {
      for (int i = 0; i < settings.servers().size(); i++) {
        long leftNanos = deadlineNanos - System.nanoTime();
        if (leftNanos <= 0) {
          return new RegistryReply.None(problem, attempts);
        }
        int server = preferred.get();
        URI address = URI.create(settings.servers().get(server) + path);
        attempts++;
        try {
          HttpResponse<String> response =
              client.send(request(method, address, body, leftNanos), BodyHandlers.ofString());
          if (!isTemporary(response.statusCode())) {
            return new RegistryReply.Received(response.statusCode(), response.body());
          }
          problem = address + " answered " + response.statusCode();
        } catch (IOException e) {
          problem = address + ": " + e;
        } catch (InterruptedException e) {
          return interrupted(attempts);
        }
        preferred.compareAndSet(server, (server + 1) % settings.servers().size());
      }
      long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
      if (leftMs <= 0) {
        return new RegistryReply.None(problem, attempts);
      }
      try {
        long jitteredMs = ThreadLocalRandom.current().nextLong(pauseMs / 2, pauseMs + 1);
        TimeUnit.MILLISECONDS.sleep(Math.min(leftMs, jitteredMs));
      } catch (InterruptedException e) {
        return interrupted(attempts);
      }
      pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
    }
  }

  private HttpRequest request(String method, URI address, @Nullable String body, long leftNanos) {
    long timeoutNanos = Math.min(leftNanos, settings.requestTimeout().toNanos());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofNanos(timeoutNanos))
            .header("Accept", MEDIA_TYPE + ", application/json;q=0.9")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", MEDIA_TYPE);
    }
    return request.build();
  }

  private static boolean isTemporary(int status) {
    return status >= 500 || status == 429 || status == 408;
  }

  private static RegistryReply interrupted(int attempts) {
    Thread.currentThread().interrupt();
    return new RegistryReply.None("interrupted", attempts);
  }

  @Override
  public void close() {
    client.close();
  }
}
