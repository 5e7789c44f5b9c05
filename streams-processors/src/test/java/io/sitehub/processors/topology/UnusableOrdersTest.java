package io.sitehub.processors.topology;

import static io.sitehub.processors.topology.ErpOrder.SITE;
import static io.sitehub.processors.topology.ErpOrder.booking;
import static io.sitehub.processors.topology.ErpOrder.version;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.Booking;
import io.sitehub.model.state.Order;
import io.sitehub.model.state.OrderStatus;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.processors.decode.DeadLetter;
import io.sitehub.processors.output.Output;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No order stops a site, whatever wrote it. */
class UnusableOrdersTest {

  private static final String KEY = SITE + "/O-1";

  @TempDir Path stateDirectory;
  private TopologyFixture topology;
  private byte[] good;

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDirectory);
    good =
        new RecordWriter<Order>(topology.registry, TopicCatalogue.ORDERS)
            .write(version(1, booking("v-1")).build());
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void keepsTheRecordByteForByteAndSaysWhy() {
    // When
    topology.order(KEY, new byte[] {0, 0, 0, 0, 9, 1});

    // Then
    TestRecord<byte[], byte[]> dead = topology.written(Output.DEAD_LETTERS).getFirst();
    assertThat(dead.key()).isEqualTo(KEY.getBytes(UTF_8));
    assertThat(dead.value()).isEqualTo(new byte[] {0, 0, 0, 0, 9, 1});
    assertThat(text(dead, DeadLetter.STAGE)).isEqualTo("order");
    assertThat(text(dead, DeadLetter.REASON)).isEqualTo("unusable-order");
    assertThat(text(dead, DeadLetter.TOPIC)).isEqualTo("site.orders.v1");
    assertThat(text(dead, DeadLetter.DETAIL)).isEqualTo("the value is no Order");
  }

  @Test
  void turnsAwayWhatIsNoOrderOfItsKey() {
    assertDead(null, good);
    assertDead(SITE, good);
    assertDead(SITE + "/", good);
    assertDead("Lyon/O-1", good);
    assertDead(SITE + "/O-2", good);
    assertDead("paris-1/O-1", good);
    assertDead(SITE + "/" + "x".repeat(65), null);
    assertDead(KEY, Arrays.copyOf(good, good.length + 1));
    assertDead(KEY, Arrays.copyOf(good, 9));
  }

  @Test
  void turnsAwayWhatBreaksARule() {
    assertDead(order -> order.setStatus(OrderStatus.UNSPECIFIED));
    assertDead(order -> order.setMaterial("x".repeat(65)));
    assertDead(order -> order.setCarrier("a\nb"));
    assertDead(order -> order.setCustomer("x".repeat(257)));
    assertDead(order -> order.setPlannedGrams(-1L));
    assertDead(order -> order.setChangedAt(Instant.ofEpochMilli(Long.MAX_VALUE)));
    assertDead(order -> order.setBookings(List.of(booking("v-1"), booking("v-1"))));
    assertDead(order -> order.setBookings(many(501)));
  }

  @Test
  void turnsAwayAnOrderWithABookingThatBreaksARule() {
    assertDeadBooking(booking -> booking.setVisitId("v/1"));
    assertDeadBooking(booking -> booking.setPlannedPlate("x".repeat(21)));
    assertDeadBooking(booking -> booking.setCarrier("x".repeat(65)));
    assertDeadBooking(booking -> booking.setPlannedGrams(200_000_001L));
    assertDeadBooking(booking -> booking.setBookedAt(Instant.ofEpochMilli(-1)));
    assertDeadBooking(booking -> booking.setSlotStart(Instant.parse("9999-12-31T23:59:59Z")));
    assertDeadBooking(booking -> booking.setSlotEnd(Instant.ofEpochMilli(Long.MIN_VALUE)));
  }

  @Test
  void theOrderThatWasThereStands() {
    // Given
    topology.order(version(1, booking("v-1")).build());

    // When
    topology.order(version(2).setCarrier("x".repeat(65)).build());

    // Then
    assertThat(topology.visit(SITE + "/v-1").getCarrier()).isEqualTo("Martin");
  }

  @Test
  void takesInAsManyBookingsAsAnOrderMayHave() {
    // When
    topology.order(version(1).setBookings(many(500)).build());

    // Then
    assertThat(topology.written(Output.DEAD_LETTERS)).isEmpty();
    assertThat(topology.written(Output.VISITS)).hasSize(500);
  }

  private static List<Booking> many(int bookings) {
    List<Booking> many = new ArrayList<>();
    for (int i = 0; i < bookings; i++) {
      many.add(booking("v-" + i));
    }
    return many;
  }

  private void assertDeadBooking(Consumer<Booking> damage) {
    Booking booking = booking("v-1");
    damage.accept(booking);
    assertDead(order -> order.setBookings(List.of(booking("v-0"), booking)));
  }

  private void assertDead(Consumer<Order> damage) {
    Order order = version(1, booking("v-1")).build();
    damage.accept(order);
    topology.order(order);
    assertOneIsDead();
  }

  private void assertDead(@Nullable String key, byte @Nullable [] value) {
    topology.order(key, value);
    assertOneIsDead();
  }

  private void assertOneIsDead() {
    assertThat(topology.written(Output.DEAD_LETTERS))
        .extracting(dead -> text(dead, DeadLetter.REASON))
        .containsExactly("unusable-order");
    assertThat(topology.written(Output.VISITS)).isEmpty();
  }

  private static String text(TestRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), UTF_8);
  }
}
