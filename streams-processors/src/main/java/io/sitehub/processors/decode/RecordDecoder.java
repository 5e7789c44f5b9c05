package io.sitehub.processors.decode;

import static io.sitehub.processors.decode.DeadLetterReason.MALFORMED_ATTRIBUTES;
import static io.sitehub.processors.decode.DeadLetterReason.SITE_MISMATCH;
import static io.sitehub.processors.decode.DeadLetterReason.TOO_LARGE;
import static io.sitehub.processors.decode.DeadLetterReason.TYPE_MISMATCH;
import static io.sitehub.processors.decode.DeadLetterReason.UNDECODABLE;
import static io.sitehub.processors.decode.DeadLetterReason.UNKNOWN_SCHEMA;
import static io.sitehub.processors.decode.DeadLetterReason.UNKNOWN_TYPE;
import static io.sitehub.processors.decode.DeadLetterReason.WRONG_PARTITION;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.CloudEventHeaders;
import io.sitehub.model.cloudevent.ContentHash;
import io.sitehub.model.cloudevent.EventAttributes;
import io.sitehub.model.cloudevent.HeadersRead;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.DecodeFailure;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.UndecodableException;
import io.sitehub.model.serde.WireFormat;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Makes an event of a record of the log, or a dead letter. May be used by several threads. */
public final class RecordDecoder {

  private final RecordReader<SpecificRecord> bodies;
  private final SitePartitioner partitioner;

  /**
   * @param registry knows the schemas of the bodies
   * @param partitions partition count of the log
   */
  public RecordDecoder(SchemaRegistry registry, int partitions) {
    this.bodies = RecordReader.ofEvents(registry);
    this.partitioner = new SitePartitioner(partitions);
  }

  /**
   * Decodes a record.
   *
   * @throws UndecodableException when the registry does not answer and the schema is not in memory:
   *     nothing is wrong with the record, it must be read again
   */
  public Decoded decode(LogRecord record) {
    if (record.bytes() > Topic.MAX_EVENT_BYTES) {
      return dead(
          record,
          TOO_LARGE,
          "the record has "
              + record.bytes()
              + " bytes and an event at most "
              + Topic.MAX_EVENT_BYTES);
    }
    return switch (CloudEventHeaders.read(record.headers())) {
      case HeadersRead.Malformed(List<HeadersRead.Problem> problems) ->
          dead(
              record,
              MALFORMED_ATTRIBUTES,
              problems.stream()
                  .map(HeadersRead.Problem::toString)
                  .collect(Collectors.joining("; ")));
      case HeadersRead.UnknownType(String _) ->
          dead(record, UNKNOWN_TYPE, "the type in ce_type is not in the catalogue");
      case HeadersRead.Complete(EventAttributes attributes) -> decode(record, attributes);
    };
  }

  private Decoded decode(LogRecord record, EventAttributes attributes) {
    byte[] site = attributes.siteId().getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(site, record.key())) {
      return dead(record, SITE_MISMATCH, "the key is not the site of ce_siteid");
    }
    int partition = partitioner.partitionOf(site);
    if (partition != record.partition()) {
      return dead(
          record,
          WRONG_PARTITION,
          "the site lies in partition " + partition + ", not " + record.partition());
    }
    return switch (bodies.read(record.value())) {
      case DecodeResult.Undecodable<SpecificRecord>(DecodeFailure failure) ->
          undecodable(record, failure);
      case DecodeResult.Decoded<SpecificRecord>(SpecificRecord data, int schemaId) ->
          event(record, attributes, data);
    };
  }

  private static Decoded event(LogRecord record, EventAttributes attributes, SpecificRecord data) {
    EventType found = EventType.of(data);
    byte[] value = record.value();
    if (value == null || found != attributes.type()) {
      return dead(record, TYPE_MISMATCH, "the value is of type " + found);
    }
    ContentHash hash =
        ContentHash.of(
            attributes, value, WireFormat.PREFIX_BYTES, value.length - WireFormat.PREFIX_BYTES);
    return new Decoded.Event(SiteEvent.of(attributes, data), hash, record);
  }

  private static Decoded undecodable(LogRecord record, DecodeFailure failure) {
    return switch (failure) {
      case DecodeFailure.RegistryUnavailable unavailable ->
          throw new UndecodableException(unavailable);
      case DecodeFailure.UnknownSchema unknown -> dead(record, UNKNOWN_SCHEMA, unknown.describe());
      case DecodeFailure.UnexpectedRecord other -> dead(record, TYPE_MISMATCH, other.describe());
      case DecodeFailure.NoValue _,
          DecodeFailure.TooShort _,
          DecodeFailure.WrongMagic _,
          DecodeFailure.CorruptBody _ ->
          dead(record, UNDECODABLE, failure.describe());
    };
  }

  private static Decoded dead(LogRecord record, DeadLetterReason reason, String detail) {
    return new Decoded.Dead(new DeadLetter(record, reason, detail));
  }
}
