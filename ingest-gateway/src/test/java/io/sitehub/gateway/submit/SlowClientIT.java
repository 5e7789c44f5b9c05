package io.sitehub.gateway.submit;

import static io.sitehub.gateway.TestEvents.entered;
import static io.sitehub.gateway.submit.SubmitServer.STRUCTURED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that announce much, send little, stop or go away, byte for byte on the wire. */
class SlowClientIT {
  private SubmitServer server = new SubmitServer();
  private final List<Socket> sockets = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    for (Socket socket : sockets) {
      socket.close();
    }
    server.log.release();
    server.close();
  }

  @Test
  void clientsThatAnnounceMuchAndSendLittleKeepNobodyOut() throws Exception {
    // Given more of them than bodies of 1 MiB fit into the 8 MiB that there are
    for (int i = 0; i < 20; i++) {
      send(head("POST", SubmitServer.MAX_BODY_BYTES) + "{");
    }
    await().until(() -> server.admission().requests() == 20 && server.admission().bytes() > 0);

    // When // Then
    assertThat(server.post(STRUCTURED, entered("lyon-1", "e-1")).status()).isEqualTo(200);
  }

  @Test
  void aBodyThatStopsIs408AndItsRoomIsFreeAgain() throws Exception {
    // Given
    server.close();
    server = new SubmitServer(10, Duration.ofMillis(300));

    // When
    String answer = answer(send(head("POST", 1_000) + "{\"id\":"));

    // Then
    assertThat(answer)
        .startsWith("HTTP/1.1 408")
        .contains("application/problem+json", "\"retryable\":true", "Connection: close");
    await().until(() -> server.admission().requests() == 0 && server.admission().bytes() == 0);
    assertThat(server.log.written()).isEmpty();
  }

  @Test
  void theRoomOfAClientThatGoesAwayIsFreeAgain() throws Exception {
    // Given
    Socket socket = send(head("POST", 1_000) + "{\"id\":");
    await().until(() -> server.admission().bytes() > 0);

    // When
    socket.close();

    // Then
    await().until(() -> server.admission().requests() == 0 && server.admission().bytes() == 0);
    assertThat(server.log.written()).isEmpty();
  }

  @Test
  void aRefusalOfABodyThatIsStillBeingSentReachesTheClient() throws Exception {
    // Given a gateway that takes no requests, and one that is sent in two parts
    server.admission().close();
    Socket refused = send(head("POST", 20_000) + "x".repeat(10_000));
    Socket method = send(head("PUT", 20_000) + "x".repeat(10_000));

    // When
    write(refused, "x".repeat(10_000));
    write(method, "x".repeat(10_000));

    // Then
    assertThat(answer(refused)).startsWith("HTTP/1.1 503");
    assertThat(answer(method)).startsWith("HTTP/1.1 405");
  }

  private static String head(String method, int length) {
    return method
        + " /v1/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
        + STRUCTURED
        + "\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private Socket send(String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    write(socket, text);
    return socket;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static String answer(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
