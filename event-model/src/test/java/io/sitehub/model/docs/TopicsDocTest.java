package io.sitehub.model.docs;

import io.sitehub.model.topic.Cleanup;
import io.sitehub.model.topic.Partitioning;
import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TopicsDocTest {

  @Test
  void theDocumentSaysWhatTheCatalogueSays() throws IOException {
    // Given
    StringBuilder text =
        new StringBuilder(
            """
            # Topics

            Made from `TopicCatalogue`, the only place that names a topic; do not edit.

            All topics have the same number of partitions (12 unless configured otherwise), which must \
            never change once there are events. The redundant setting has 3 copies of each partition \
            and acknowledges when 2 have a record; unclean leader election is off everywhere.

            | topic | key | value | kept | partition | longest record, bytes |
            |---|---|---|---|---|---|
            """);

    // When
    for (Topic topic : TopicCatalogue.all()) {
      text.append(
          "| `%s` | %s | %s | %s | %s | %d |%n"
              .formatted(
                  topic.name(),
                  topic.key(),
                  topic.value(),
                  kept(topic.cleanup()),
                  partition(topic.partitioning()),
                  topic.maxRecordBytes()));
    }
    text.append(
        """

        By site: murmur2 of the UTF-8 bytes of the site id, as Kafka's default partitioner has it for \
        a record keyed by the site id, whatever the key of the record is. So everything about a site \
        lies in the partitions of one number.

        Values are Avro in the Confluent wire format unless said otherwise; the registry subject of a \
        record is `<topic>-<full name of the record>` (`TopicRecordNameStrategy`).
        """);

    // Then
    GeneratedFile.check("topics.md", text.toString(), getClass());
  }

  private static String kept(Cleanup cleanup) {
    return switch (cleanup) {
      case Cleanup.Keep() -> "for ever";
      case Cleanup.Compact() -> "the last of each key";
      case Cleanup.Expire(var retention) -> retention.toDays() + " days";
    };
  }

  private static String partition(Partitioning partitioning) {
    return switch (partitioning) {
      case BY_SITE -> "by site";
      case AS_EVENTS -> "that of the event";
      case BY_KEY -> "by key";
    };
  }
}
