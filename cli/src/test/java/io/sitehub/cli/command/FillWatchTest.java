package io.sitehub.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sitehub.cli.command.FillWatch.Verdict;
import org.junit.jupiter.api.Test;

class FillWatchTest {
  private final FillWatch watch = new FillWatch(2);

  @Test
  void valuesThatAreThereAreNotWaitedFor() {
    assertThat(watch.look(state("live", 7))).isEqualTo(Verdict.THERE);
  }

  @Test
  void aDefinitionThatNobodyTakesInIsNotWaitedForWithoutLimit() {
    assertThat(watch.look(null)).isEqualTo(Verdict.WAIT);
    assertThat(watch.look(null)).isEqualTo(Verdict.WAIT);
    assertThat(watch.look(null)).isEqualTo(Verdict.NOT_TAKEN_IN);
  }

  @Test
  void whatComesFurtherIsWaitedForHoweverLongItTakes() {
    for (int done = 0; done < 100; done++) {
      assertThat(watch.look(state("filling", done))).isEqualTo(Verdict.WAIT);
      assertThat(watch.look(state("filling", done))).isEqualTo(Verdict.WAIT);
    }
  }

  @Test
  void whatStandsStillIsNotWaitedForWithoutLimit() {
    // Given
    assertThat(watch.look(state("filling", 40))).isEqualTo(Verdict.WAIT);
    assertThat(watch.look(state("filling", 40))).isEqualTo(Verdict.WAIT);

    // When it falls back, as it does when a standby answers
    assertThat(watch.look(state("filling", 30))).isEqualTo(Verdict.WAIT);

    // Then
    assertThat(watch.look(state("filling", 40))).isEqualTo(Verdict.STANDS_STILL);
  }

  private static JsonNode state(String phase, int done) {
    return new ObjectMapper()
        .createObjectNode()
        .put("phase", phase)
        .put("visitsDone", done)
        .put("visitsTotal", 100);
  }
}
