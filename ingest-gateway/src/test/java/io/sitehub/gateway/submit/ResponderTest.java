package io.sitehub.gateway.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ResponderTest {

  @Test
  void everyAnswerIsWrittenHoweverSoonAfterTheStartItComes() throws Exception {
    for (int round = 0; round < 500; round++) {
      // Given
      Responder responder = new Responder();
      responder.start();
      CountDownLatch written = new CountDownLatch(3);

      // When
      for (int i = 0; i < 3; i++) {
        responder.execute(written::countDown);
      }

      // Then
      assertThat(written.await(10, TimeUnit.SECONDS)).as("round %d", round).isTrue();
      responder.stop(Duration.ofSeconds(1));
    }
  }

  @Test
  void anAnswerThatFailsHoldsUpNoOther() throws Exception {
    // Given
    Responder responder = new Responder();
    responder.start();
    CountDownLatch written = new CountDownLatch(1);

    // When
    responder.execute(() -> {
      throw new IllegalStateException("this connection is gone");
    });
    responder.execute(written::countDown);

    // Then
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    responder.stop(Duration.ofSeconds(1));
  }

  @Test
  void anErrorHoldsUpNoOtherAnswerEither() throws Exception {
    // Given
    Responder responder = new Responder();
    assertThat(responder.check().isReady()).isFalse();
    responder.start();
    CountDownLatch written = new CountDownLatch(1);

    // When
    responder.execute(() -> {
      throw new NoClassDefFoundError("a/b/C");
    });
    responder.execute(written::countDown);

    // Then
    assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(responder.check().isReady()).isTrue();
    responder.stop(Duration.ofSeconds(1));
  }

  @Test
  void whatComesAfterTheStopIsWrittenAtOnce() throws Exception {
    // Given
    Responder responder = new Responder();
    responder.start();
    responder.stop(Duration.ofSeconds(1));
    AtomicReference<Thread> writer = new AtomicReference<>();

    // When
    responder.execute(() -> writer.set(Thread.currentThread()));

    // Then
    assertThat(writer.get()).isEqualTo(Thread.currentThread());
  }
}
