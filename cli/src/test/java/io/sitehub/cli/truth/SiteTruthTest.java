package io.sitehub.cli.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The tickets of a morning, against figures worked out by hand. */
class SiteTruthTest {
  private final SiteTruth truth = SiteTruth.of(Stories.SITE, Stories.all());

  @Test
  void aReweighStandsInForTheWeighingBeforeItAndACheckNever() {
    ExpectedTicket ticket = ticket("V-1");
    assertThat(ticket.grossKg()).isEqualTo(40_020);
    assertThat(ticket.tareKg()).isEqualTo(14_000);
    assertThat(ticket.netKg()).isEqualTo(26_020);
    assertThat(ticket.second().weighingId()).isEqualTo("W-3");
    assertThat(ticket.inbound()).isFalse();
  }

  @Test
  void aReweighBeforeTheSecondStandsInForTheFirst() {
    // Given
    var first = Stories.loaded().weighings().get(0);
    var again = Stories.loaded().weighings().get(2);
    var second = Stories.loaded().weighings().get(1);

    // When
    ExpectedTicket ticket =
        Objects.requireNonNull(ExpectedTicket.of(Stories.weighed(List.of(first, again, second))));

    // Then
    assertThat(ticket.first()).isEqualTo(again);
    assertThat(ticket.netKg()).isEqualTo(20);
  }

  @Test
  void withoutTwoWeighingsThereIsNoTicket() {
    assertThat(ExpectedTicket.of(Stories.denied())).isNull();
    assertThat(ExpectedTicket.of(Stories.noShow())).isNull();
  }

  private ExpectedTicket ticket(String visitId) {
    ExpectedVisit visit = Objects.requireNonNull(truth.visits().get(visitId));
    return Objects.requireNonNull(visit.ticket());
  }
}
