package io.sitehub.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PayloadFileTest {
  @Test
  void aLineHasTheBytesOfTheRecordAndNoLineBreak() {
    // Given every byte there is
    byte[] record = new byte[256];
    for (int i = 0; i < record.length; i++) {
      record[i] = (byte) i;
    }

    // When
    byte[] line = PayloadFile.printable(record);

    // Then
    assertThat(line).hasSize(256);
    for (byte b : line) {
      assertThat(b).isBetween((byte) 0x21, (byte) 0x7e);
    }
    assertThat(line['a']).isEqualTo((byte) 'a');
  }
}
