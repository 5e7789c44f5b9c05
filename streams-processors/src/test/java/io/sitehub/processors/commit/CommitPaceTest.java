package io.sitehub.processors.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private static final long NOW_MS = 1_700_000_000_000L;

  private long nanos = new Random(7).nextLong();
  private final CommitPace pace = new CommitPace(() -> nanos);

  @Test
  void theFirstFreshRecordIsNotKeptWaiting() {
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pace.took(NOW_MS - 1);
    assertThat(pace.isDue(NOW_MS)).isTrue();
  }

  @Test
  void aCommitThatAnotherTaskAskedForCounts() {
    // Given
    pace.took(NOW_MS);

    // When
    commit(Duration.ofMillis(5));

    // Then
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pace.took(NOW_MS);
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pass(CommitPace.SHORTEST);
    assertThat(pace.isDue(NOW_MS)).isTrue();
  }

  @Test
  void slowCommitsGetRarerUpToABound() {
    // When
    pace.took(NOW_MS);
    commit(Duration.ofMillis(200));
    pace.took(NOW_MS);

    // Then
    pass(Duration.ofMillis(190));
    assertThat(pace.isDue(NOW_MS)).isFalse();
    pass(Duration.ofMillis(20));
    assertThat(pace.isDue(NOW_MS)).isTrue();

    // When
    commit(Duration.ofSeconds(20));
    pace.took(NOW_MS);

    // Then
    assertThat(pace.isDue(NOW_MS)).isTrue();
  }

  @Test
  void whatIsOldWaitsForTheIntervalOfStreams() {
    pace.took(NOW_MS - Duration.ofMinutes(1).toMillis());
    pass(Duration.ofSeconds(2));
    assertThat(pace.isDue(NOW_MS)).isFalse();
  }

  @Test
  void aTaskCommitsWhenItIsDueAndCountsFromEveryCommitOfItsThread() {
    // Given
    Task task = new Task();
    BeforeCommit commits = new BeforeCommit();
    CommitPace ofTask = CommitPace.of(task.context(), commits, () -> nanos);

    // When
    ofTask.took(NOW_MS);
    task.look();

    // Then
    assertThat(task.asked).isEqualTo(1);

    // When: it is done, and a record comes
    commits.flushCache();
    task.look();
    ofTask.took(NOW_MS);
    task.look();

    // Then
    assertThat(task.asked).isEqualTo(1);

    // When another task of the thread has it commit just before it would
    pass(CommitPace.SHORTEST.minusMillis(1));
    commits.flushCache();
    task.look();
    ofTask.took(NOW_MS);
    pass(CommitPace.LOOK_EVERY);
    task.look();

    // Then
    assertThat(task.asked).isEqualTo(1);
    pass(CommitPace.SHORTEST);
    task.look();
    assertThat(task.asked).isEqualTo(2);
  }

  /** A task of Streams: it can be asked to commit, and has one thing to look at by the clock. */
  private static final class Task {
    private final List<Punctuator> scheduled = new ArrayList<>();
    private int asked;

    ProcessorContext<?, ?> context() {
      return (ProcessorContext<?, ?>)
          Proxy.newProxyInstance(
              ProcessorContext.class.getClassLoader(),
              new Class<?>[] {ProcessorContext.class},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "schedule" -> scheduled.add((Punctuator) arguments[2]);
                  case "commit" -> asked++;
                  default -> throw new UnsupportedOperationException(method.getName());
                }
                return null;
              });
    }

    void look() {
      scheduled.forEach(each -> each.punctuate(NOW_MS));
    }
  }

  /** One that takes so long until the task is asked again. */
  private void commit(Duration length) {
    pace.commits();
    pass(length);
    pace.isDue(NOW_MS);
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
