package io.sitehub.connectors.reject;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RedriveTest {

  @Test
  void aTicketConcernsEveryConnector() {
    assertThat(Redrive.concerns(record(TopicCatalogue.TICKETS.name()), "erp")).isTrue();
  }

  @Test
  void aRedriveConcernsTheConnectorItIsFor() {
    // Given
    SinkRecord asText = record(TopicCatalogue.ERP_REDRIVES.name());
    asText.headers().addString(Redrive.CONNECTOR, "erp");
    SinkRecord asBytes = record(TopicCatalogue.ERP_REDRIVES.name());
    asBytes.headers().addBytes(Redrive.CONNECTOR, "erp".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(Redrive.concerns(asText, "erp")).isTrue();
    assertThat(Redrive.concerns(asBytes, "erp")).isTrue();
    assertThat(Redrive.concerns(asText, "other")).isFalse();
    assertThat(Redrive.concerns(record(TopicCatalogue.ERP_REDRIVES.name()), "erp")).isFalse();
  }

  private static SinkRecord record(String topic) {
    return new SinkRecord(topic, 0, null, null, null, new byte[0], 7);
  }
}
