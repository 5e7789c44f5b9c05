package io.sitehub.cli.drill.ground;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what comes to one port, bytes waiting while the links of the two processes do not let
 * them through: as packets do that TCP sends again until they arrive. It listens only while the
 * process behind it does, so that a dead one refuses connections here as well.
 */
final class Relay implements AutoCloseable {
  private static final Duration LOOKS_EVERY = Duration.ofMillis(20);
  private static final int CONNECT_MS = 2_000;
  private static final int BACKLOG = 128;
  private static final int BUFFER = 16 << 10;

  private final InetSocketAddress front;
  private final InetSocketAddress back;
  private final Link server;
  private final Function<Socket, Link> clients;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable ServerSocket door;

  /**
   * @param front where it listens
   * @param back where the process listens
   * @param server link of that process
   * @param clients link of the process that made a connection
   */
  Relay(
      InetSocketAddress front,
      InetSocketAddress back,
      Link server,
      Function<Socket, Link> clients) {
    this.front = front;
    this.back = back;
    this.server = server;
    this.clients = clients;
  }

  /** Begins to listen as soon as the process does. */
  void start() {
    threads.execute(this::listen);
  }

  private void listen() {
    while (!threads.isShutdown()) {
      try {
        Thread.sleep(LOOKS_EVERY);
        if (isServed()) {
          accept();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void accept() {
    try (ServerSocket listening = new ServerSocket()) {
      listening.setReuseAddress(true);
      listening.bind(front, BACKLOG);
      open(listening);
      while (true) {
        Socket client = listening.accept();
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      return; // nobody is behind it any more, or somebody else has the port: looks again
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket process = new Socket()) {
      Link from = clients.apply(client);
      passes(from, server, 0);
      passes(server, from, 0);
      try {
        process.connect(back, CONNECT_MS);
        Thread answers = Thread.ofVirtual().start(() -> handOn(process, client, server, from));
        handOn(client, process, from, server);
        answers.join();
      } finally {
        shutIfDead();
      }
    } catch (IOException e) {
      return; // it died while it was connected to
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One direction of a connection, to its end. */
  private void handOn(Socket from, Socket to, Link sender, Link receiver) {
    byte[] bytes = new byte[BUFFER];
    try {
      boolean open = true;
      while (open) {
        int count = read(from, bytes);
        passes(sender, receiver, Math.max(0, count));
        open = count > 0;
        if (open && !write(to, bytes, count)) {
          passes(receiver, sender, 0); // it learns that nobody reads it any more
          shutIfDead();
          from.close();
          return;
        }
      }
      shutIfDead();
      to.shutdownOutput();
    } catch (IOException e) {
      return; // the other direction has ended it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How much was read; -1 when nothing more will come, in order or not. */
  private static int read(Socket from, byte[] bytes) {
    try {
      return from.getInputStream().read(bytes);
    } catch (IOException e) {
      return -1;
    }
  }

  /** Whether it could be written. */
  private static boolean write(Socket to, byte[] bytes, int count) {
    try {
      to.getOutputStream().write(bytes, 0, count);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void passes(Link sender, Link receiver, int bytes) throws InterruptedException {
    sender.awaitSent(bytes);
    receiver.awaitReceiving();
  }

  private boolean isServed() {
    try (Socket probe = new Socket()) {
      probe.connect(back, CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Before a connection ends: then its client asks here at once whether the process is dead. */
  private void shutIfDead() throws IOException {
    if (!isServed()) {
      shut();
    }
  }

  private synchronized void open(ServerSocket listening) {
    door = listening;
  }

  private synchronized void shut() throws IOException {
    if (door != null) {
      door.close();
    }
  }

  /** Closes its port and every connection through it. */
  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
