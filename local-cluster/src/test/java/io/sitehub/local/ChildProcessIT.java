package io.sitehub.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path directory;

  @Test
  void stopsInGoodOrderEvenWhenFrozen() {
    try (ChildProcess child = sleeper()) {
      // Given
      child.freeze();

      // When
      boolean byItself = child.stop(DEADLINE);

      // Then
      assertThat(byItself).isTrue();
      assertThat(child.alive()).isFalse();
      assertThat(child.logTail(1)).isEqualTo("stopped in good order");
    }
  }

  @Test
  void aKillLeavesNoTimeForGoodOrder() {
    try (ChildProcess child = sleeper()) {
      // When
      child.kill();

      // Then
      assertThat(child.logTail(1)).isEqualTo("hello from nobody");
      assertThatThrownBy(child::requireAlive).hasMessageContaining("hello from nobody");
    }
  }

  @Test
  void survivesTheInterruptThatCtrlCSendsToTheWholeGroup() throws Exception {
    try (ChildProcess child = sleeper()) {
      // When
      signal("INT", child);
      signal("HUP", child);

      // Then
      assertThat(child.awaitExit(Duration.ofMillis(500))).isFalse();
    }
  }

  @Test
  void isAdoptedByPidAndStartTimeTogether() {
    try (ChildProcess child = sleeper()) {
      assertThat(ChildProcess.adopt("x", child.pid(), child.startedAt(), child.log()))
          .hasValueSatisfying(adopted -> assertThat(adopted.alive()).isTrue());
      assertThat(
              ChildProcess.adopt("x", child.pid(), child.startedAt().minusSeconds(1), child.log()))
          .isEmpty();
    }
  }

  @Test
  void portsAreNeverGivenTwice() {
    assertThat(FreePorts.take(100)).doesNotHaveDuplicates().allMatch(FreePorts::isFree);
  }

  private ChildProcess sleeper() {
    ChildProcess child =
        ChildProcess.startTied(
            new Launch(
                "sleeper",
                Launch.sameJava(),
                List.of("-Xmx16m"),
                Launch.sameClasspath(),
                Sleeper.class.getName(),
                List.of(),
                Map.of("WHO", "nobody"),
                directory.resolve("sleeper.log")));
    await().atMost(DEADLINE).until(() -> child.logTail(1).startsWith("hello"));
    return child;
  }

  private static void signal(String signal, ChildProcess child)
      throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid())).start().waitFor();
  }
}
