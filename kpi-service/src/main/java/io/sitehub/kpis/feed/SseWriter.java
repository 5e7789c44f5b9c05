package io.sitehub.kpis.feed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes Server-Sent Events (WHATWG HTML, section 9.2). Not thread-safe. */
final class SseWriter {
  private final OutputStream out;
  private @Nullable FeedPosition told;

  SseWriter(OutputStream out) {
    this.out = out;
  }

  /** How long the client waits before it connects again. */
  void retry(int milliseconds) throws IOException {
    write("retry: " + milliseconds + "\n\n");
  }

  /** An event of one line of data. */
  void event(FeedPosition position, String event, String data) throws IOException {
    told = position;
    write("id: " + position.text() + "\nevent: " + event + "\ndata: " + data + "\n\n");
  }

  /** An event that leaves the client where it is. */
  void event(String event, String data) throws IOException {
    write("event: " + event + "\ndata: " + data + "\n\n");
  }

  /** Moves the client on without an event: an empty one is not dispatched, but its id counts. */
  void position(FeedPosition position) throws IOException {
    if (!position.equals(told)) {
      told = position;
      write("id: " + position.text() + "\n\n");
    }
  }

  /** Shows that the connection lives. */
  void heartbeat() throws IOException {
    write(":\n\n");
  }

  void flush() throws IOException {
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
