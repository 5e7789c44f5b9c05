package io.sitehub.kit.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process does at its end, seen from outside. */
class ServiceMainIT {

  @TempDir Path directory;

  @Test
  void anErrorAtTheStartEndsTheProcessThoughThreadsOfItLive() throws Exception {
    // Given
    Path output = directory.resolve("output");
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Broken.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    // When
    boolean ended = service.waitFor(60, TimeUnit.SECONDS);
    service.destroyForcibly();

    // Then
    assertThat(ended).isTrue();
    assertThat(service.exitValue()).isEqualTo(ExitCode.SOFTWARE.code());
    assertThat(Files.readString(output)).contains("cannot start", "NoClassDefFoundError");
  }

  /** A service with a port-like component that keeps the process alive, and one that is broken. */
  static final class Broken {
    private Broken() {}

    public static void main(String[] arguments) {
      CountDownLatch never = new CountDownLatch(1);
      Component living =
          component(
              "living",
              () ->
                  Thread.ofPlatform()
                      .start(() -> {
                        try {
                          never.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                      }));
      Component broken =
          component(
              "broken",
              () -> {
                throw new NoClassDefFoundError("a/b/C");
              });
      ServiceMain.run(
          "broken",
          arguments,
          settings -> "",
          config ->
              new Lifecycle(
                  "broken",
                  Duration.ofSeconds(1),
                  InstantSource.system(),
                  List.of(living, broken)));
    }

    private static Component component(String name, Runnable start) {
      return new Component() {
        @Override
        public String name() {
          return name;
        }

        @Override
        public void start() {
          start.run();
        }

        @Override
        public void stop(Duration within) {}
      };
    }
  }
}
