package io.sitehub.kpis.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sitehub.kpis.route.Assignment.Claim;
import io.sitehub.kpis.route.RoutingTable.Holder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class AssignmentWatchTest {
  private static final Processor ONE = new Processor("one", URI.create("http://127.0.0.1:1"));
  private static final Processor TWO = new Processor("two", URI.create("http://127.0.0.1:2"));
  private static final Claim ONE_ACTIVE = new Claim(ONE, Set.of(0), Set.of());
  private static final Claim TWO_STANDBY = new Claim(TWO, Set.of(), Set.of(0));

  private final Map<URI, Assignment> answers = new ConcurrentHashMap<>();
  private final AssignmentWatch watch =
      new AssignmentWatch(
          List.of(ONE.address()),
          address -> {
            Assignment answer = answers.get(address);
            if (answer == null) {
              throw new IOException("refused");
            }
            return answer;
          },
          Duration.ofHours(1),
          new SimpleMeterRegistry());

  private List<Processor> order() {
    return watch.table().holders(0).stream().map(Holder::processor).toList();
  }

  private void bothAnswer() {
    answers.put(ONE.address(), new Assignment(ONE, 1, List.of(ONE_ACTIVE, TWO_STANDBY)));
    answers.put(TWO.address(), new Assignment(TWO, 1, List.of(ONE_ACTIVE, TWO_STANDBY)));
  }

  @Test
  void findsProcessorsThatOthersSpeakOf() throws Exception {
    // Given: only the first is configured
    bothAnswer();

    // When
    watch.look();

    // Then
    assertThat(order()).containsExactly(ONE, TWO);
  }

  @Test
  void knowsNobodyUntilSomebodyAnswers() throws Exception {
    // When
    watch.look();

    // Then
    assertThat(watch.table().partitions()).isZero();
  }

  @Test
  void keepsWhatItKnewOfAProcessorThatDied() throws Exception {
    // Given
    bothAnswer();
    watch.look();

    // When: the configured one dies
    answers.remove(ONE.address());
    watch.look();

    // Then: the other is still asked and found, and the dead one comes last
    assertThat(order()).containsExactly(TWO, ONE);
  }

  @Test
  void asksAFailedProcessorLastUntilItHasAnsweredAgain() throws Exception {
    // Given
    bothAnswer();
    watch.look();

    // When
    watch.failed(ONE);
    List<Processor> afterFailure = order();
    watch.look();

    // Then
    assertThat(afterFailure).containsExactly(TWO, ONE);
    assertThat(order()).containsExactly(ONE, TWO);
  }

  @Test
  void followsATakeover() throws Exception {
    // Given
    bothAnswer();
    watch.look();

    // When
    answers.remove(ONE.address());
    answers.put(
        TWO.address(),
        new Assignment(TWO, 1, List.of(new Claim(TWO, Set.of(0), Set.of()), ONE_ACTIVE)));
    watch.look();

    // Then
    assertThat(watch.table().holders(0).getFirst()).isEqualTo(new Holder(TWO, Role.ACTIVE));
  }
}
