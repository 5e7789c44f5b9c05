package io.sitehub.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sitehub.cli.drill.ground.NamespaceNetwork;
import io.sitehub.cli.drill.ground.SmallDisk;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fault that does nothing proves nothing: packets are lost, disks are full, when they should. */
class GroundIT {
  private static final int ARRIVES_WITHIN_MS = 500;
  private static final Duration A_WHILE = Duration.ofMillis(300);

  @TempDir Path directory;

  @BeforeEach
  void asRoot() {
    assumeTrue(NamespaceNetwork.possible(), "namespaces need root");
  }

  @Test
  void aCutLosesPacketsInItsDirectionOnly() throws Exception {
    try (NamespaceNetwork network = NamespaceNetwork.of(List.of("one"))) {
      InetAddress host = hostBeside(network.address("one"));
      try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, 0))) {
        // Given
        assertThat(arrives(network, socket)).isTrue();

        // When, then
        network.muteReceiving("one");
        assertThat(arrives(network, socket)).isTrue();
        network.muteSending("one");
        assertThat(arrives(network, socket)).isFalse();
        network.restore("one");
        assertThat(arrives(network, socket)).isTrue();
      }
    }
  }

  @Test
  void aDiskFillsUpAndHangsAndIsWellAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(directory.resolve("data"), 16)) {
      Path file = directory.resolve("data/file");
      byte[] bytes = new byte[1 << 20];

      // When, then
      disk.fill();
      assertThatThrownBy(() -> Files.write(file, bytes)).isInstanceOf(IOException.class);
      disk.empty();
      Files.write(file, bytes);

      // When, then
      disk.hang();
      CompletableFuture<Void> write = CompletableFuture.runAsync(() -> write(file, bytes));
      Thread.sleep(A_WHILE);
      assertThat(write).isNotDone();
      disk.goOn();
      write.join();
    }
  }

  private static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a datagram from inside reaches the outside. */
  private static boolean arrives(NamespaceNetwork network, DatagramSocket socket) throws Exception {
    List<String> command = new ArrayList<>(network.entering("one"));
    command.addAll(
        List.of(
            "bash",
            "-c",
            "echo hello > /dev/udp/%s/%d"
                .formatted(socket.getLocalAddress().getHostAddress(), socket.getLocalPort())));
    new ProcessBuilder(command).start().waitFor();
    socket.setSoTimeout(ARRIVES_WITHIN_MS);
    DatagramPacket packet = new DatagramPacket(new byte[16], 16);
    try {
      socket.receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)
          .startsWith("hello");
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Our own address on the bridge that the address lies behind. */
  private static InetAddress hostBeside(String address) throws IOException {
    String subnet = address.substring(0, address.lastIndexOf('.') + 1);
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(each -> each.getHostAddress().startsWith(subnet))
        .findFirst()
        .orElseThrow();
  }
}
