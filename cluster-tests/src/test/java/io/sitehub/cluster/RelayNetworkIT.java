package io.sitehub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sitehub.cli.drill.ground.RelayNetwork;
import io.sitehub.local.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is cut off by a relay is silent, in its direction, for as long as it is cut, and loses
 * nothing.
 */
class RelayNetworkIT {
  private static final int ARRIVES_WITHIN_MS = 5_000;
  private static final int A_WHILE_MS = 300;
  private static final String HELLO = "hello";

  /** What is heard last. */
  private static final String END = "end";

  private final int port = FreePorts.take();
  private final InetSocketAddress behind = new InetSocketAddress(RelayNetwork.BEHIND, port);
  private RelayNetwork network;
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket();
    server.bind(behind);
    network = RelayNetwork.of(Map.of("server", List.of(port), "one", List.of(), "two", List.of()));
    await().until(this::isReached);
  }

  @AfterEach
  void close() throws IOException {
    network.close();
    server.close();
  }

  @Test
  void aCutHoldsWhatGoesInItsDirectionUntilItIsHealed() throws Exception {
    try (Client one = new Client("one");
        End atServer = accepted()) {
      // When
      network.muteSending("one");
      one.say("held");
      atServer.say("told");

      // Then
      assertThat(one.hears(ARRIVES_WITHIN_MS)).isEqualTo("told");
      assertThat(atServer.hears(A_WHILE_MS)).isNull();

      // When, then
      network.restore("one");
      assertThat(atServer.hears(ARRIVES_WITHIN_MS)).isEqualTo("held");

      // When
      network.muteReceiving("one");
      one.say("goes out");
      atServer.say("held too");

      // Then
      assertThat(atServer.hears(ARRIVES_WITHIN_MS)).isEqualTo("goes out");
      assertThat(one.hears(A_WHILE_MS)).isNull();
      network.restore("one");
      assertThat(one.hears(ARRIVES_WITHIN_MS)).isEqualTo("held too");
    }
  }

  @Test
  void onlyTheOneThatIsCutOffIsSilent() throws Exception {
    try (Client one = new Client("one");
        End fromOne = accepted();
        Client two = new Client("two");
        End fromTwo = accepted()) {
      // When
      network.muteSending("two");
      one.say("one");
      two.say("two");

      // Then
      assertThat(fromOne.hears(ARRIVES_WITHIN_MS)).isEqualTo("one");
      assertThat(fromTwo.hears(A_WHILE_MS)).isNull();

      // When, then
      network.restore("two");
      assertThat(fromTwo.hears(ARRIVES_WITHIN_MS)).isEqualTo("two");

      // When, then: what is done to the server is felt by both
      network.muteReceiving("server");
      one.say("one");
      two.say("two");
      assertThat(fromOne.hears(A_WHILE_MS)).isNull();
      assertThat(fromTwo.hears(A_WHILE_MS)).isNull();
    }
  }

  @Test
  void whoeverIsDeadRefusesConnectionsUntilItIsBack() throws Exception {
    try (Client one = new Client("one")) {
      // When: what listens dies, and its connections with it
      End accepted = accepted();
      server.close();
      accepted.close();

      // Then
      assertThat(one.hears(ARRIVES_WITHIN_MS)).isEqualTo(END);
      assertThat(isReached()).isFalse();

      // When, then
      server = new ServerSocket();
      server.bind(behind);
      await().until(this::isReached);
    }
  }

  /** The next connection on which somebody says hello; relays look whether one is made. */
  private End accepted() throws Exception {
    while (true) {
      End end = new End(server.accept());
      if (HELLO.equals(end.hears(ARRIVES_WITHIN_MS))) {
        return end;
      }
      end.close();
    }
  }

  private boolean isReached() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(RelayNetwork.ADDRESS, port), ARRIVES_WITHIN_MS);
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  /** Lines go out and come in. */
  private static class Lines {
    private final OutputStream out;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    Lines(OutputStream out, BufferedReader in) {
      this.out = out;
      Thread.ofVirtual().start(() -> read(in));
    }

    private void read(BufferedReader in) {
      try {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          heard.add(line);
        }
      } catch (IOException closed) {
        return;
      } finally {
        heard.add(END);
      }
    }

    void say(String line) throws IOException {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Nullable String hears(int withinMs) throws InterruptedException {
      return heard.poll(withinMs, TimeUnit.MILLISECONDS);
    }
  }

  /** The server's end of a connection. */
  private static final class End extends Lines implements AutoCloseable {
    private final Socket socket;

    End(Socket socket) throws IOException {
      super(socket.getOutputStream(), reader(socket.getInputStream()));
      this.socket = socket;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /**
   * A process that connects to the server: its standard input goes there, its output comes from
   * there.
   */
  private final class Client extends Lines implements AutoCloseable {
    private final Process process;

    Client(String name) throws IOException {
      this(start(name));
      say(HELLO);
    }

    private Client(Process process) {
      super(process.getOutputStream(), reader(process.getInputStream()));
      this.process = process;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Process start(String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash",
            "-c",
            "exec 3<>/dev/tcp/%s/%d 4<&0; cat <&4 >&3 & exec cat <&3"
                .formatted(RelayNetwork.ADDRESS, port));
    builder.environment().putAll(RelayNetwork.mark(name));
    return builder.start();
  }

  private static BufferedReader reader(InputStream in) {
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }
}
