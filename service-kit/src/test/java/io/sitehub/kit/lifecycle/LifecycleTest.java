package io.sitehub.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.sitehub.kit.lifecycle.LifecycleState.Created;
import io.sitehub.kit.lifecycle.LifecycleState.Failed;
import io.sitehub.kit.lifecycle.LifecycleState.Running;
import io.sitehub.kit.lifecycle.LifecycleState.Starting;
import io.sitehub.kit.lifecycle.LifecycleState.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T06:00:00Z");

  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  @Test
  void startsInOrderAndStopsInReverse() throws Exception {
    // Given
    Lifecycle lifecycle = lifecycle(recording("a"), recording("b"), recording("c"));
    assertThat(lifecycle.state()).isEqualTo(new Created());

    // When
    lifecycle.start();
    LifecycleState running = lifecycle.state();
    lifecycle.stop();
    lifecycle.stop();
    lifecycle.awaitEnd();

    // Then
    assertThat(calls).containsExactly("+a", "+b", "+c", "-c", "-b", "-a");
    assertThat(running).isEqualTo(new Running(NOW));
    assertThat(lifecycle.state()).isEqualTo(new Stopped(NOW));
    assertThatIllegalStateException().isThrownBy(lifecycle::start);
  }

  @Test
  void failedStartStopsWhatWasStarted() {
    // Given
    Component broken = failing("b", true, false);
    Lifecycle lifecycle = lifecycle(recording("a"), broken, recording("c"));

    // When
    assertThatExceptionOfType(IOException.class).isThrownBy(lifecycle::start);

    // Then
    assertThat(calls).containsExactly("+a", "-a");
    assertThat(lifecycle.state()).isEqualTo(new Failed("b", "b broke"));
    lifecycle.stop();
    assertThat(lifecycle.state()).isInstanceOf(Failed.class);
  }

  @Test
  void anErrorAtTheStartStopsWhatWasStartedToo() {
    // Given
    Error missing = new NoClassDefFoundError("a/b/C");
    Component broken =
        new Component() {
          @Override
          public String name() {
            return "b";
          }

          @Override
          public void start() {
            throw missing;
          }

          @Override
          public void stop(Duration within) {}
        };
    Lifecycle lifecycle = lifecycle(recording("a"), broken);

    // When
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(lifecycle::start);

    // Then
    assertThat(calls).containsExactly("+a", "-a");
    assertThat(lifecycle.state()).isEqualTo(new Failed("b", "a/b/C"));
  }

  @Test
  void componentThatFailsToStopDoesNotKeepTheOthersFromStopping() throws Exception {
    // Given
    Lifecycle lifecycle = lifecycle(recording("a"), failing("b", false, true), recording("c"));
    lifecycle.start();

    // When
    lifecycle.stop();

    // Then
    assertThat(calls).containsExactly("+a", "+c", "-c", "-a");
    assertThat(lifecycle.state()).isEqualTo(new Stopped(NOW));
  }

  @Test
  void stopInterruptsAStartThatWaits() throws Exception {
    // Given
    CountDownLatch never = new CountDownLatch(1);
    Component waiting =
        new Component() {
          @Override
          public String name() {
            return "waiting";
          }

          @Override
          public void start() throws InterruptedException {
            never.await();
          }

          @Override
          public void stop(Duration within) {
            calls.add("-waiting");
          }
        };
    Lifecycle lifecycle = lifecycle(recording("a"), waiting);
    Thread starter =
        Thread.ofVirtual()
            .start(() ->
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(lifecycle::start));
    await().until(() -> lifecycle.state().equals(new Starting("waiting")));

    // When
    lifecycle.stop();
    starter.join();

    // Then
    assertThat(calls).containsExactly("+a", "-a");
  }

  @Test
  void emptyLifeIsALife() throws Exception {
    Lifecycle lifecycle = lifecycle();
    lifecycle.start();
    assertThat(lifecycle.state().word()).isEqualTo("running");
    lifecycle.stop();
    assertThat(lifecycle.state().word()).isEqualTo("stopped");
  }

  private static Lifecycle lifecycle(Component... components) {
    return new Lifecycle(
        "test", Duration.ofSeconds(5), InstantSource.fixed(NOW), List.of(components));
  }

  private Component recording(String name) {
    return failing(name, false, false);
  }

  private Component failing(String name, boolean atStart, boolean atStop) {
    return new Component() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void start() throws IOException {
        if (atStart) {
          throw new IOException(name + " broke");
        }
        if (!atStop) {
          calls.add("+" + name);
        }
      }

      @Override
      public void stop(Duration within) throws IOException {
        assertThat(within).isLessThanOrEqualTo(Duration.ofSeconds(5));
        if (atStop) {
          throw new IOException(name + " broke");
        }
        calls.add("-" + name);
      }
    };
  }
}
