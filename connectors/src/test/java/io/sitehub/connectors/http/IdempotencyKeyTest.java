package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class IdempotencyKeyTest {

  @Test
  void namesTheRevision() {
    assertThat(IdempotencyKey.of(Tickets.ticket(42, 3)).text()).isEqualTo("lyon-1/42/3");
  }

  @Test
  void ofOneTicketIsItsOwn() {
    assertThat(IdempotencyKey.of(List.of(Tickets.ticket(42, 3))).text()).isEqualTo("lyon-1/42/3");
  }

  @Test
  void ofSeveralDependsOnTheMembersAndNotOnTheirOrder() {
    var ab = IdempotencyKey.of(List.of(Tickets.ticket(1, 1), Tickets.ticket(2, 1)));
    var ba = IdempotencyKey.of(List.of(Tickets.ticket(2, 1), Tickets.ticket(1, 1)));
    var ac = IdempotencyKey.of(List.of(Tickets.ticket(1, 1), Tickets.ticket(2, 2)));

    assertThat(ab).isEqualTo(ba).isNotEqualTo(ac);
    assertThat(ab.text()).matches("[0-9a-f]{64}");
  }
}
