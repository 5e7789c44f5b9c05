package io.sitehub.processors.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class KeyWriterTest {

  @Test
  void partsComeBackAsTheyWere() {
    // Given
    Instant time = Instant.parse("1969-12-31T23:59:59.123456789Z");

    // When
    KeyReader key =
        new KeyReader(
            Table.VISITS
                .key()
                .text("a\u0000\u0001é")
                .octet(200)
                .number(-7)
                .instant(time)
                .text("")
                .toBytes());

    // Then
    assertThat(key.text()).isEqualTo("a\u0000\u0001é");
    assertThat(key.octet()).isEqualTo(200);
    assertThat(key.number()).isEqualTo(-7);
    assertThat(key.instant()).isEqualTo(time);
    assertThat(key.text()).isEmpty();
  }

  @Test
  void keysAreInTheOrderOfTheirParts() {
    // Given
    List<Bytes> inOrder =
        List.of(
            Table.VISITS.key().text("a").number(Long.MIN_VALUE).toBytes(),
            Table.VISITS.key().text("a").number(-1).toBytes(),
            Table.VISITS.key().text("a").number(0).toBytes(),
            Table.VISITS.key().text("a").number(256).toBytes(),
            Table.VISITS.key().text("a\u0000").number(0).toBytes(),
            Table.VISITS.key().text("a\u0000b").number(0).toBytes(),
            Table.VISITS.key().text("a\u0001").number(0).toBytes(),
            Table.VISITS.key().text("a!").number(0).toBytes(),
            Table.VISITS.key().text("ab").number(0).toBytes(),
            Table.VISITS_BY_ATTRIBUTE.key().text("a").toBytes());

    // Then
    assertThat(inOrder).isSorted();
  }

  @Test
  void aPrefixEndsBehindAllItsKeys() {
    // Given
    KeyWriter prefix = Table.VISITS.key().text("lyon-1");

    // Then
    assertThat(Table.VISITS.key().text("lyon-1").text("\uffff").toBytes())
        .isGreaterThan(prefix.toBytes())
        .isLessThan(prefix.behind());
    assertThat(Table.VISITS.key().text("lyon-10").toBytes()).isGreaterThan(prefix.behind());
  }
}
