package io.sitehub.model.cloudevent;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.core.v1.CloudEventV1;
import io.cloudevents.kafka.CloudEventSerializer;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.sitehub.model.cloudevent.HeadersRead.Problem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CloudEventHeadersTest {

  @Test
  void whatIsWrittenIsRead() {
    assertThat(CloudEventHeaders.read(written(Events.full())))
        .isEqualTo(new HeadersRead.Complete(Events.full()));
    assertThat(CloudEventHeaders.read(written(Events.bare())))
        .isEqualTo(new HeadersRead.Complete(Events.bare()));
  }

  @Test
  void theCloudEventsSdkReadsWhatWeWrite() {
    // Given
    byte[] value = {0, 0, 0, 0, 1, 0};
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(
            "any",
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            0,
            value.length,
            "lyon-1",
            value,
            written(Events.full()),
            Optional.empty());

    // When
    CloudEvent event = KafkaMessageFactory.createReader(record).toEvent();

    // Then
    assertThat(event.getSpecVersion().toString()).isEqualTo("1.0");
    assertThat(event.getType()).isEqualTo("com.sitehub.gate.entered.v1");
    assertThat(event.getSource()).isEqualTo(URI.create("/sites/lyon-1/terminals/kiosk-2"));
    assertThat(event.getId()).isEqualTo("0198-é-1");
    assertThat(event.getSubject()).isEqualTo("V-1");
    assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2026-03-01T09:30:00.123456789Z"));
    assertThat(event.getDataContentType()).isEqualTo("application/avro");
    assertThat(event.getExtensionNames())
        .containsExactlyInAnyOrder("siteid", "deviceseq", "actor", "causationid", "traceparent");
    assertThat(event.getExtension("siteid")).isEqualTo("lyon-1");
    assertThat(event.getExtension("deviceseq")).isEqualTo("42");
    assertThat(event.getData().toBytes()).isEqualTo(value);
  }

  @Test
  void weReadWhatTheCloudEventsSdkWrites() {
    // Given
    CloudEvent event =
        CloudEventBuilder.v1()
            .withId("1")
            .withSource(URI.create("/t"))
            .withType("com.sitehub.gate.entered.v1")
            .withSubject("V-1")
            .withTime(OffsetDateTime.parse("2026-03-01T10:30:00+01:00"))
            .withExtension("siteid", "lyon-1")
            .withData("application/avro", new byte[] {0})
            .build();
    RecordHeaders headers = new RecordHeaders();

    // When
    try (CloudEventSerializer serializer = new CloudEventSerializer()) {
      serializer.serialize("any", headers, event);
    }

    // Then
    assertThat(event).isInstanceOf(CloudEventV1.class);
    assertThat(CloudEventHeaders.read(headers)).isEqualTo(new HeadersRead.Complete(Events.bare()));
  }

  @Test
  void anUnknownTypeIsNoFault() {
    // Given
    Headers headers = written(Events.bare());
    set(headers, CloudEventHeaders.TYPE, "com.sitehub.gate.entered.v2");

    // When // Then
    assertThat(CloudEventHeaders.read(headers))
        .isEqualTo(new HeadersRead.UnknownType("com.sitehub.gate.entered.v2"));
  }

  @Test
  void otherHeadersAreIgnored() {
    // Given
    Headers headers = written(Events.bare());
    set(headers, "b3", "whatever");
    headers.add("empty", null);

    // When // Then
    assertThat(CloudEventHeaders.read(headers)).isInstanceOf(HeadersRead.Complete.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void everythingWrongIsNamed(String header, String value, String detail) {
    // Given
    Headers headers = written(Events.full());
    headers.remove(header);
    if (!value.isEmpty()) {
      set(headers, header, value);
    }

    // When // Then
    assertThat(CloudEventHeaders.read(headers))
        .isInstanceOfSatisfying(
            HeadersRead.Malformed.class,
            malformed ->
                assertThat(malformed.problems())
                    .singleElement()
                    .satisfies(problem -> {
                      assertThat(problem.header()).isEqualTo(header);
                      assertThat(problem.detail()).contains(detail);
                    }));
  }

  static Stream<Object[]> malformed() {
    return Stream.of(
        new Object[] {CloudEventHeaders.SPEC_VERSION, "", "missing"},
        new Object[] {CloudEventHeaders.SPEC_VERSION, "0.3", "1.0"},
        new Object[] {CloudEventHeaders.CONTENT_TYPE, "", "missing"},
        new Object[] {CloudEventHeaders.CONTENT_TYPE, "application/json", "application/avro"},
        new Object[] {CloudEventHeaders.TYPE, "", "missing"},
        new Object[] {CloudEventHeaders.SOURCE, "", "missing"},
        new Object[] {CloudEventHeaders.SOURCE, "a b", "URI-reference"},
        new Object[] {CloudEventHeaders.ID, "", "missing"},
        new Object[] {CloudEventHeaders.ID, "x".repeat(129), "128"},
        new Object[] {CloudEventHeaders.SITE_ID, "", "missing"},
        new Object[] {CloudEventHeaders.SITE_ID, "Lyon", "lower-case"},
        new Object[] {CloudEventHeaders.SUBJECT, "", "missing"},
        new Object[] {CloudEventHeaders.SUBJECT, "/", "visit id"},
        new Object[] {CloudEventHeaders.TIME, "", "missing"},
        new Object[] {CloudEventHeaders.TIME, "2026-03-01T09:30:00", "RFC 3339"},
        new Object[] {CloudEventHeaders.DEVICE_SEQ, "-1", "integer"},
        new Object[] {CloudEventHeaders.DEVICE_SEQ, "9223372036854775808", "integer"},
        new Object[] {CloudEventHeaders.ACTOR, "a\nb", "control"},
        new Object[] {CloudEventHeaders.CAUSATION_ID, "x".repeat(129), "128"},
        new Object[] {CloudEventHeaders.TRACE_PARENT, "00-1", "W3C"});
  }

  @Test
  void allProblemsAreToldInOrder() {
    // Given
    Headers headers = new RecordHeaders();
    set(headers, CloudEventHeaders.SITE_ID, "-");

    // When // Then
    assertThat(CloudEventHeaders.read(headers))
        .isInstanceOfSatisfying(
            HeadersRead.Malformed.class,
            malformed ->
                assertThat(malformed.problems())
                    .extracting(Problem::header)
                    .isEqualTo(
                        List.of(
                            "ce_id",
                            "ce_siteid",
                            "ce_source",
                            "ce_specversion",
                            "ce_time",
                            "ce_type",
                            "content-type")));
  }

  private static Headers written(EventAttributes event) {
    RecordHeaders headers = new RecordHeaders();
    CloudEventHeaders.write(event, headers);
    return headers;
  }

  private static void set(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
