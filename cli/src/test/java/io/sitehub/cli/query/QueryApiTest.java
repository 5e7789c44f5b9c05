package io.sitehub.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two kpi-services, one of which fails. */
class QueryApiTest {

  /** Far below the deadline of a request, which a frozen service would use up. */
  private static final int SECONDS = 5;

  private Service one;
  private Service two;
  private QueryApi api;

  @BeforeEach
  void start() throws IOException {
    one = new Service("one");
    two = new Service("two");
    api = api(Duration.ofSeconds(60));
  }

  private QueryApi api(Duration slow) {
    return new QueryApi(List.of(one.address(), two.address()), Duration.ZERO, slow);
  }

  @AfterEach
  void stop() {
    api.close();
    one.die();
    two.die();
  }

  private String ask() throws IOException, InterruptedException {
    return ((Reply.Answer) api.get("/v1/sites", Map.of())).body().path("by").asText();
  }

  @Test
  void asksTheFirstAndNobodyElse() throws Exception {
    // When, then
    assertThat(ask()).isEqualTo("one");
    assertThat(two.asked.get()).isZero();
  }

  @Test
  void asksTheOtherWhenOneIsDeadAndKeepsToIt() throws Exception {
    // Given
    one.die();

    // When, then
    assertThat(ask()).isEqualTo("two");
    assertThat(ask()).isEqualTo("two");
  }

  @Test
  void asksTheOtherWhenOneHasNobodyToAsk() throws Exception {
    // Given
    one.status = 503;

    // When, then
    assertThat(ask()).isEqualTo("two");
  }

  @Test
  @Timeout(SECONDS)
  void doesNotWaitForAFrozenOneAndKeepsToTheOther() throws Exception {
    // Given
    one.frozen = true;
    api.close();
    api = api(Duration.ofMillis(50));

    // When, then
    assertThat(ask()).isEqualTo("two");
    one.frozen = false;
    assertThat(ask()).isEqualTo("two");
  }

  @Test
  @Timeout(SECONDS)
  void doesNotPutAChangeToTwoServices() throws Exception {
    // Given: longer than a question would be waited for
    one.slow = Duration.ofMillis(300);
    api.close();
    api = api(Duration.ofMillis(50));

    // When
    api.put("/v1/sites/x/config", "{}".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(one.asked.get()).isEqualTo(1);
    assertThat(two.asked.get()).isZero();
  }

  @Test
  void saysWhoFailedWhenNobodyAnswers() {
    // Given
    one.status = 503;
    two.die();

    // When, then
    assertThatThrownBy(this::ask)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(one.address() + " answered 503")
        .hasMessageContaining(two.address().toString());
    assertThat(one.asked.get()).isEqualTo(1);
  }

  /** Says who it is, unless something is wrong with it. */
  private static final class Service {
    private final String name;
    private final HttpServer server;
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean frozen;
    private volatile Duration slow = Duration.ZERO;

    Service(String name) throws IOException {
      this.name = name;
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::answer);
      server.start();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void die() {
      never.countDown();
      server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        asked.incrementAndGet();
        if (frozen) {
          never.await();
        }
        Thread.sleep(slow);
        byte[] body = "{\"by\":\"%s\"}".formatted(name).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
