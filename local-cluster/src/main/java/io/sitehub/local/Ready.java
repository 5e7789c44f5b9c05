package io.sitehub.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Questions whose answer tells that a child does its job: a process that runs may still be
 * starting, and a port that answers may belong to a broker that is not yet part of its cluster.
 */
public final class Ready {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private Ready() {}

  /** Whether something accepts connections on this port of loopback. */
  public static boolean listens(int port) {
    return listens(InetAddress.getLoopbackAddress().getHostAddress(), port);
  }

  /** Whether something accepts connections at this address within half a second. */
  public static boolean listens(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a GET of this address is answered with 2xx within two seconds. */
  public static boolean answers(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * How many brokers the cluster itself says take part in it.
   *
   * @return 0 when none answers within two seconds
   */
  public static int brokers(String bootstrapServers) {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 2_000);
    try (Admin admin = Admin.create(config)) {
      return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size();
    } catch (ExecutionException | TimeoutException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /**
   * Asks again and again until the answer is yes.
   *
   * @param who for the error message
   * @param question may throw when waiting has become pointless
   * @param evidence what the error message quotes
   * @throws IllegalStateException after the deadline
   */
  static void await(
      String who, Duration deadline, BooleanSupplier question, Supplier<String> evidence) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!question.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            who + " not ready after " + deadline.toSeconds() + " s:\n" + evidence.get());
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + who, e);
      }
    }
  }
}
