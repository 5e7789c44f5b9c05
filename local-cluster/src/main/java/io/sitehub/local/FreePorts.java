package io.sitehub.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports on loopback that nobody else will take before the child they are meant for binds them.
 *
 * <p>They lie below the range from which the system takes ports for outgoing connections, so no
 * client can sit on one by chance; and each is reserved among all JVMs of this user by a lock on
 * one byte of a shared file, which the system drops when this JVM ends. What remains is a stranger
 * who binds the very port in the second between: the child then ends at once and says so.
 */
public final class FreePorts {
  private static final int LOWEST = 12_000;
  private static final int HIGHEST = 31_000;
  private static final int MAX_TRIES = 2_000;

  private static final FreePorts SHARED = new FreePorts();

  private final FileChannel reservations;

  private FreePorts() {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "sitehub-ports-" + System.getProperty("user.name"));
    try {
      // Closing any channel on a file drops all locks this JVM has on it: so there is one, for
      // good.
      reservations = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reserve ports in " + file, e);
    }
  }

  /**
   * Takes different free ports.
   *
   * @throws IllegalStateException when there are none
   */
  public static List<Integer> take(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int tries = 0; ports.size() < count; tries++) {
      if (tries == MAX_TRIES) {
        throw new IllegalStateException("no free ports between " + LOWEST + " and " + HIGHEST);
      }
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (SHARED.reserve(port) && isFree(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  /** Takes one free port. */
  public static int take() {
    return take(1).getFirst();
  }

  /** Whether a server could listen on this port of loopback now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private boolean reserve(int port) {
    try {
      return reservations.tryLock(port, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false; // taken by this JVM
    } catch (IOException e) {
      throw new UncheckedIOException("cannot reserve port " + port, e);
    }
  }
}
