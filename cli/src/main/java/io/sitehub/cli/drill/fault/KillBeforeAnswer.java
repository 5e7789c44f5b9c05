package io.sitehub.cli.drill.fault;

import io.sitehub.local.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.function.Consumer;

/**
 * A gateway dies when the log has acknowledged and the client has not heard of it. A client is led
 * through a connection of ours: its request is handed on, the first byte of the answer is what the
 * gateway dies of, and the client sees its connection end.
 */
public final class KillBeforeAnswer implements Fault {
  private static final int PATIENCE_MS = 20_000;
  private static final int CONNECT_MS = 2_000;
  private static final int BUFFER = 8_192;

  private final ChildProcess gateway;
  private final URI address;
  private final Consumer<URI> client;

  /**
   * @param gateway that dies
   * @param address where it takes events
   * @param client sends one request to the address it is given and does not fail when no answer
   *     comes
   */
  public KillBeforeAnswer(ChildProcess gateway, URI address, Consumer<URI> client) {
    this.gateway = gateway;
    this.address = address;
    this.client = client;
  }

  @Override
  public FaultKind kind() {
    return FaultKind.KILL_BEFORE_ANSWER;
  }

  @Override
  public String target() {
    return gateway.name();
  }

  @Override
  public void inject() throws IOException {
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      door.setSoTimeout(PATIENCE_MS);
      URI detour = URI.create("http://127.0.0.1:" + door.getLocalPort());
      Thread asking = Thread.ofVirtual().start(() -> client.accept(detour));
      try (Socket in = door.accept();
          Socket out = new Socket()) {
        out.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MS);
        out.setSoTimeout(PATIENCE_MS);
        Thread.ofVirtual().start(() -> handOn(in, out));
        int answer = out.getInputStream().read();
        gateway.kill();
        if (answer < 0) {
          throw new IOException("no answer came from " + gateway);
        }
      }
      asking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void heal() {}

  private static void handOn(Socket in, Socket out) {
    byte[] bytes = new byte[BUFFER];
    try {
      for (int n = in.getInputStream().read(bytes); n >= 0; n = in.getInputStream().read(bytes)) {
        out.getOutputStream().write(bytes, 0, n);
        out.getOutputStream().flush();
      }
    } catch (IOException closed) {
      return; // one of the two ends is gone, which is the point
    }
  }
}
