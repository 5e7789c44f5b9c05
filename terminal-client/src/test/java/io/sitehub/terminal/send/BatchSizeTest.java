package io.sitehub.terminal.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSizeTest {
  @Test
  void itGrowsWithEachSuccessAndBeginsAgainAfterAFailure() {
    // Given
    BatchSize size = new BatchSize(500);
    List<Integer> seen = new ArrayList<>();

    // When
    for (int i = 0; i < 11; i++) {
      seen.add(size.events());
      size.succeeded(i);
    }

    // Then
    assertThat(seen).containsExactly(1, 2, 4, 8, 16, 32, 64, 128, 256, 500, 500);
    size.failed();
    assertThat(size.events()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 498, 499})
  void aBadEventAmongManyIsFoundInFewRequests(int bad) {
    // Given a full batch of which one event makes it unreadable
    BatchSize size = new BatchSize(500);
    for (int i = 0; i < 10; i++) {
      size.succeeded(0);
    }
    int head = 0;
    int requests = 0;

    // When
    boolean found = false;
    while (!found) {
      requests++;
      int end = Math.min(500, head + size.events());
      if (bad < head || bad >= end) {
        size.succeeded(end - 1);
        head = end;
      } else if (end - head > 1) {
        size.halve(end - head, end - 1);
      } else {
        found = true;
      }
    }

    // Then
    assertThat(head).isEqualTo(bad);
    assertThat(requests).isLessThanOrEqualTo(20);
  }
}
