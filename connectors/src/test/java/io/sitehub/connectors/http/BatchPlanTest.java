package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchPlanTest {

  private final List<Delivery> deliveries = new ArrayList<>();

  private void open(long number, int revision) {
    var ticket = Tickets.ticket(number, revision);
    deliveries.add(
        new Delivery(Tickets.record(deliveries.size(), ticket), new Delivery.State.Open(ticket)));
  }

  private static String names(Optional<Batch> batch) {
    return String.join(
        " ",
        batch.map(Batch::tickets).orElse(List.of()).stream()
            .map(ticket -> ticket.getNumber() + "/" + ticket.getRevision())
            .toList());
  }

  @Test
  void aBatchHasOneRevisionOfATicket() {
    // Given
    open(1, 1);
    open(2, 1);
    open(1, 2);
    open(3, 1);
    BatchPlan plan = BatchPlan.of(deliveries, 3);

    // When
    Optional<Batch> first = plan.next(delivery -> true);
    Optional<Batch> none = plan.next(delivery -> true);
    plan.landed(first.orElseThrow());
    Optional<Batch> second = plan.next(delivery -> true);

    // Then
    assertThat(names(first)).isEqualTo("1/1 2/1");
    assertThat(none).isEmpty();
    assertThat(names(second)).isEqualTo("1/2 3/1");
  }

  @Test
  void whatWaitsBlocksWhatComesAfterItForTheSameTicket() {
    // Given: 1/1 is under way, so 1/2 and 2/1 wait, and so do 2/2 and 3/1
    open(1, 1);
    open(1, 2);
    open(2, 1);
    open(2, 2);
    open(3, 1);
    BatchPlan plan = BatchPlan.of(deliveries, 2);
    Batch first = plan.next(delivery -> true).orElseThrow();

    // When
    Optional<Batch> next = plan.next(delivery -> true);

    // Then
    assertThat(names(Optional.of(first))).isEqualTo("1/1");
    assertThat(next).isEmpty();
  }

  @Test
  void othersOvertake() {
    // Given
    open(1, 1);
    open(1, 2);
    open(2, 1);
    BatchPlan plan = BatchPlan.of(deliveries, 1);

    // When
    String first = names(plan.next(delivery -> true));
    String second = names(plan.next(delivery -> true));
    Optional<Batch> third = plan.next(delivery -> true);

    // Then
    assertThat(first + " " + second).isEqualTo("1/1 2/1");
    assertThat(third).isEmpty();
  }

  @Test
  void whatIsPutBackOrSplitComesBeforeNewerRevisions() {
    // Given
    open(1, 1);
    open(2, 1);
    open(1, 2);
    BatchPlan plan = BatchPlan.of(deliveries, 2);
    Batch batch = plan.next(delivery -> true).orElseThrow();

    // When
    plan.landed(batch);
    plan.putBack(batch);
    Batch again = plan.next(delivery -> true).orElseThrow();
    plan.landed(again);
    plan.split(again);

    // Then
    assertThat(again).isEqualTo(batch);
    assertThat(names(plan.next(delivery -> true))).isEqualTo("1/1");
    assertThat(names(plan.next(delivery -> true))).isEqualTo("2/1");
    assertThat(plan.next(delivery -> true)).isEmpty();
  }

  @Test
  void leavesOutWhatIsNotWantedAnyMore() {
    // Given
    open(1, 1);
    open(2, 1);
    BatchPlan plan = BatchPlan.of(deliveries, 1);

    // When
    Optional<Batch> next = plan.next(delivery -> delivery.position().offset() == 1);

    // Then
    assertThat(names(next)).isEqualTo("2/1");
  }
}
