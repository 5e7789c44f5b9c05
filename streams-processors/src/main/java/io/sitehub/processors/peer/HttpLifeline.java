package io.sitehub.processors.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.processors.fence.Life;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Follows a lifeline by HTTP. With the JDK's old client, because that one waits for each line for a
 * bounded time, and tells a refused connection from one that nobody answers.
 */
final class HttpLifeline implements Lifeline {

  private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
  private static final Duration LINE_TIMEOUT = LifelineRoute.BEAT.multipliedBy(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public void follow(String address, Consumer<Sign> to) throws InterruptedException {
    try {
      HttpURLConnection connection = connection(address);
      try {
        connection.connect();
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
          to.accept(new Sign.Silent()); // it starts or stops, and will say so
          return;
        }
        lines(connection, to);
      } finally {
        connection.disconnect();
      }
    } catch (ConnectException e) {
      // Its only other cause, the system's own time-out, takes longer than ours.
      to.accept(new Sign.Refused());
    } catch (SocketTimeoutException | NoRouteToHostException e) {
      to.accept(new Sign.Silent());
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped following " + address);
      }
      to.accept(new Sign.Broken());
    }
  }

  private static HttpURLConnection connection(String address) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://" + address + LifelineRoute.PATH).toURL().openConnection();
    connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
    connection.setReadTimeout((int) LINE_TIMEOUT.toMillis());
    connection.setUseCaches(false);
    // One that is used again would hide that nobody listens any more.
    connection.setRequestProperty("Connection", "close");
    return connection;
  }

  private static void lines(HttpURLConnection connection, Consumer<Sign> to) throws IOException {
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      to.accept(sign(JSON.readTree(line)));
    }
    to.accept(new Sign.Broken());
  }

  private static Sign sign(JsonNode line) throws IOException {
    if (line.path("ended").asBoolean()) {
      return new Sign.Ended();
    }
    if (line.path("leaving").asBoolean()) {
      return new Sign.Leaving();
    }
    if (!line.has("instance")) {
      return new Sign.Beat();
    }
    try {
      return new Sign.Born(
          new Life(
              line.path("instance").asText(),
              Optional.of(line.path("processId").asText()).filter(id -> !id.isEmpty()),
              line.path("threads").asInt()));
    } catch (IllegalArgumentException e) {
      throw new IOException("a lifeline of another kind", e);
    }
  }
}
