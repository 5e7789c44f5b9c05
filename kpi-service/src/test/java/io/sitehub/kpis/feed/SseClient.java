package io.sitehub.kpis.feed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of Server-Sent Events that does with ids what the standard says. */
final class SseClient implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final InputStream body;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile String lastId;

  /**
   * An event as it was received.
   *
   * @param id the last event id when it was dispatched
   */
  record Event(String id, String type, String data) {}

  private SseClient(InputStream body, String lastId) {
    this.body = body;
    this.lastId = lastId;
    Thread.ofVirtual().start(this::read);
  }

  /** Connects; with an id, goes on from there. */
  static SseClient connect(URI feed, @Nullable String lastId) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(feed);
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    HttpResponse<InputStream> response = HTTP.send(request.build(), BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      response.body().close();
      throw new IOException("status " + response.statusCode());
    }
    return new SseClient(response.body(), lastId == null ? "" : lastId);
  }

  /** The next event; null if none comes in time. */
  @Nullable Event next(Duration patience) throws InterruptedException {
    return events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What to connect again with. */
  String lastId() {
    return lastId;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      String type = "";
      String data = "";
      String id = lastId;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          lastId = id;
          if (!data.isEmpty()) {
            events.add(new Event(id, type, data));
          }
          type = "";
          data = "";
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        }
      }
    } catch (IOException closed) {
      // The client or the server has closed the connection: nothing more comes.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
