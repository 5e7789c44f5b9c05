package io.sitehub.kpis.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.kpis.route.Assignment.Claim;
import io.sitehub.kpis.route.RoutingTable.Holder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
  private static final Processor ONE = new Processor("one", URI.create("http://127.0.0.1:1"));
  private static final Processor TWO = new Processor("two", URI.create("http://127.0.0.1:2"));

  private static Assignment says(Processor speaker, Claim... claims) {
    return new Assignment(speaker, 2, List.of(claims));
  }

  private static Claim claim(Processor who, Set<Integer> active, Set<Integer> standby) {
    return new Claim(who, active, standby);
  }

  @Test
  void asksTheActiveBeforeTheStandby() {
    // Given
    Claim one = claim(ONE, Set.of(0), Set.of(1));
    Claim two = claim(TWO, Set.of(1), Set.of(0));

    // When
    RoutingTable table =
        RoutingTable.of(
            List.of(says(ONE, one, two), says(TWO, one, two)),
            Set.of(ONE.address(), TWO.address()));

    // Then
    assertThat(table.partitions()).isEqualTo(2);
    assertThat(table.unheld()).isEmpty();
    assertThat(table.holders(0))
        .containsExactly(new Holder(ONE, Role.ACTIVE), new Holder(TWO, Role.STANDBY));
    assertThat(table.holders(1))
        .containsExactly(new Holder(TWO, Role.ACTIVE), new Holder(ONE, Role.STANDBY));
  }

  @Test
  void ofTwoThatClaimTheSameTheOneThatHeardTheBrokersLastIsAskedFirst() {
    // Given: one is cut off from the brokers and does not know that two has taken over
    Claim cutOff = new Claim(ONE, Set.of(0), Set.of(), Map.of(0, 5_000L));
    Claim heir = new Claim(TWO, Set.of(0), Set.of(), Map.of(0, 120L));

    // When
    RoutingTable table =
        RoutingTable.of(
            List.of(says(ONE, cutOff), says(TWO, heir)), Set.of(ONE.address(), TWO.address()));

    // Then
    assertThat(table.holders(0))
        .containsExactly(new Holder(TWO, Role.ACTIVE), new Holder(ONE, Role.ACTIVE));
  }

  @Test
  void readsWhenAProcessorHeardTheEndOfTheLog() throws IOException {
    // Given
    String answer =
        """
        {"instance": "one", "partitions": 2,
         "copies": [{"partition": 0, "role": "active", "lag": 0, "endHeardMsAgo": 70},
                    {"partition": 1, "role": "standby"}],
         "instances": [
          {"instance": "one", "address": "http://127.0.0.1:1", "active": [0], "standby": [1]},
          {"instance": "two", "address": "http://127.0.0.1:2", "active": [1], "standby": []}]}
        """;

    // When
    Assignment read = Assignment.read(answer.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(read.claims())
        .containsExactly(
            new Claim(ONE, Set.of(0), Set.of(1), Map.of(0, 70L)),
            new Claim(TWO, Set.of(1), Set.of()));
  }

  @Test
  void believesAProcessorAboutItselfBeforeOthers() {
    // Given: two has taken over, one has not noticed yet
    Assignment stale = says(ONE, claim(ONE, Set.of(), Set.of(0)), claim(TWO, Set.of(), Set.of(1)));
    Assignment fresh = says(TWO, claim(TWO, Set.of(0, 1), Set.of()));

    // When
    RoutingTable table =
        RoutingTable.of(List.of(stale, fresh), Set.of(ONE.address(), TWO.address()));

    // Then
    assertThat(table.holders(0))
        .containsExactly(new Holder(TWO, Role.ACTIVE), new Holder(ONE, Role.STANDBY));
    assertThat(table.holders(1)).containsExactly(new Holder(TWO, Role.ACTIVE));
  }

  @Test
  void asksLastWhoDoesNotAnswer() {
    // Given: one is said to be active, but only two answers
    Claim one = claim(ONE, Set.of(0, 1), Set.of());
    Claim two = claim(TWO, Set.of(), Set.of(0));

    // When
    RoutingTable table =
        RoutingTable.of(List.of(says(ONE, one, two), says(TWO, one, two)), Set.of(TWO.address()));

    // Then
    assertThat(table.holders(0))
        .containsExactly(new Holder(TWO, Role.STANDBY), new Holder(ONE, Role.ACTIVE));
    assertThat(table.holders(1)).containsExactly(new Holder(ONE, Role.ACTIVE));
  }

  @Test
  void doubtingAProcessorLeavesTheOldTableAsItWas() {
    // Given
    Claim one = claim(ONE, Set.of(0), Set.of());
    Claim two = claim(TWO, Set.of(), Set.of(0));
    RoutingTable before =
        RoutingTable.of(
            List.of(says(ONE, one, two), says(TWO, one, two)),
            Set.of(ONE.address(), TWO.address()));

    // When
    RoutingTable after = before.doubting(ONE);

    // Then
    assertThat(after.holders(0)).extracting(Holder::processor).containsExactly(TWO, ONE);
    assertThat(before.holders(0)).extracting(Holder::processor).containsExactly(ONE, TWO);
  }

  @Test
  void namesThePartitionsNobodyHolds() {
    // When
    RoutingTable table =
        RoutingTable.of(List.of(says(ONE, claim(ONE, Set.of(1), Set.of()))), Set.of(ONE.address()));

    // Then
    assertThat(table.unheld()).containsExactly(0);
    assertThat(RoutingTable.empty().partitions()).isZero();
  }

  @Test
  void knowsAProcessorByItsAddressWhateverOthersCallIt() {
    // Given: processors know each other by their addresses only
    Processor nameless = new Processor("127.0.0.1:2", TWO.address());
    Assignment one =
        says(ONE, claim(ONE, Set.of(0), Set.of(1)), claim(nameless, Set.of(1), Set.of(0)));
    Assignment two = says(TWO, claim(TWO, Set.of(1), Set.of(0)));

    // When
    RoutingTable table = RoutingTable.of(List.of(one, two), Set.of(ONE.address(), TWO.address()));

    // Then
    assertThat(table.known()).hasSize(2);
    assertThat(table.holders(1))
        .containsExactly(new Holder(TWO, Role.ACTIVE), new Holder(ONE, Role.STANDBY));
  }

  @Test
  void readsTheDocumentedAssignment() throws Exception {
    // Given
    String body =
        """
        {"instance": "one", "partitions": 4, "instances": [
          {"instance": "one", "address": "http://127.0.0.1:1", "active": [0, 3], "standby": [1]},
          {"instance": "two", "address": "http://127.0.0.1:2", "active": [], "standby": []}]}
        """;

    // When
    Assignment read = Assignment.read(body.getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(read)
        .isEqualTo(
            new Assignment(
                ONE,
                4,
                List.of(claim(ONE, Set.of(0, 3), Set.of(1)), claim(TWO, Set.of(), Set.of()))));
  }
}
