package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewestRevisionsTest {

  @Test
  void aNewerRevisionSupersedesAnOlderOne() {
    // Given
    NewestRevisions newest = new NewestRevisions(10);

    // When
    newest.accepted(Tickets.ticket(1, 3));
    newest.accepted(Tickets.ticket(1, 2));

    // Then
    assertThat(newest.supersede(Tickets.ticket(1, 2))).isTrue();
    assertThat(newest.supersede(Tickets.ticket(1, 3))).isFalse();
    assertThat(newest.supersede(Tickets.ticket(1, 4))).isFalse();
    assertThat(newest.supersede(Tickets.ticket(2, 1))).isFalse();
  }

  @Test
  void forgetsWhatWasLongestNotTouched() {
    // Given
    NewestRevisions newest = new NewestRevisions(2);
    newest.accepted(Tickets.ticket(1, 2));
    newest.accepted(Tickets.ticket(2, 2));

    // When
    newest.accepted(Tickets.ticket(1, 3));
    newest.accepted(Tickets.ticket(3, 2));

    // Then
    assertThat(newest.supersede(Tickets.ticket(1, 1))).isTrue();
    assertThat(newest.supersede(Tickets.ticket(2, 1))).isFalse();
  }
}
