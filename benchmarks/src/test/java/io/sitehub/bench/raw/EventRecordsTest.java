package io.sitehub.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.bench.raw.RecordFile.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventRecordsTest {

  @Test
  void aNumberGoesOutAsTheRecordOfThatNumber(@TempDir Path directory) throws Exception {
    // Given two records of a log in a file
    Path file = directory.resolve("records");
    RecordFile.write(
        file, List.of(content("lyon-1", "first", "id-1"), content("porto", "second", "id-2")));
    try (EventRecords records = new EventRecords()) {
      records.configure(Map.of(EventRecords.FILE, file.toString()));

      // When
      ProducerRecord<byte[], byte[]> sent =
          records.onSend(new ProducerRecord<>("bench.raw", bytes("1")));

      // Then
      assertThat(sent.topic()).isEqualTo("bench.raw");
      assertThat(sent.partition()).isNull();
      assertThat(sent.key()).isEqualTo(bytes("porto"));
      assertThat(sent.value()).isEqualTo(bytes("second"));
      assertThat(sent.headers()).containsExactly(new RecordHeader("ce_id", bytes("id-2")));
    }
  }

  @Test
  void theSizeOfARecordIsThatOfAllItsParts() {
    assertThat(content("porto", "second", "id-2").bytes()).isEqualTo(5 + 6 + 5 + 4);
  }

  private static Content content(String key, String value, String id) {
    return new Content(bytes(key), bytes(value), List.of(new RecordHeader("ce_id", bytes(id))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
