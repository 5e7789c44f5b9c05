package io.sitehub.model.serde;

import io.sitehub.model.avro.AvroSlice;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.registry.RegistryFailure;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.DecodeResult.Decoded;
import io.sitehub.model.serde.DecodeResult.Undecodable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in the wire format: what was written with any released version of a schema comes
 * out as the current one has it. May be used by any number of threads; once it has met a schema id
 * it needs the registry no more.
 *
 * @param <T> the records it expects
 */
public final class RecordReader<T extends SpecificRecord> {

  private final SchemaRegistry registry;
  private final Map<String, Class<? extends T>> expected;
  private final Map<Integer, Plan<T>> plans = new ConcurrentHashMap<>();

  /** What a schema id means here: either a reader, or the failure of every record with it. */
  private record Plan<T>(@Nullable DatumReader<T> reader, @Nullable DecodeFailure failure) {}

  private RecordReader(SchemaRegistry registry, List<Class<? extends T>> expected) {
    this.registry = registry;
    this.expected =
        expected.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    type -> SpecificData.get().getSchema(type).getFullName(), type -> type));
  }

  /** A reader of the records of one class. */
  public static <T extends SpecificRecord> RecordReader<T> of(
      SchemaRegistry registry, Class<T> type) {
    return new RecordReader<>(registry, List.of(type));
  }

  /** A reader of the data of all events. */
  public static RecordReader<SpecificRecord> ofEvents(SchemaRegistry registry) {
    return new RecordReader<>(
        registry,
        EventType.all().stream()
            .<Class<? extends SpecificRecord>>map(EventType::recordClass)
            .toList());
  }

  /** Reads a value; {@code null} is a failure of its own. */
  public DecodeResult<T> read(byte @Nullable [] value) {
    return value == null
        ? new Undecodable<>(new DecodeFailure.NoValue())
        : read(value, 0, value.length);
  }

  /** Reads a value that is a part of an array. */
  public DecodeResult<T> read(byte[] bytes, int offset, int length) {
    if (length < WireFormat.PREFIX_BYTES) {
      return new Undecodable<>(new DecodeFailure.TooShort(length));
    }
    if (bytes[offset] != WireFormat.MAGIC) {
      return new Undecodable<>(new DecodeFailure.WrongMagic(bytes[offset]));
    }
    int schemaId = WireFormat.schemaId(bytes, offset);
    Plan<T> plan = plans.get(schemaId);
    if (plan == null) {
      plan = plan(schemaId);
    }
    DatumReader<T> reader = plan.reader();
    DecodeFailure failure = plan.failure();
    if (reader == null || failure != null) {
      return new Undecodable<>(
          failure == null ? new DecodeFailure.UnknownSchema(schemaId) : failure);
    }
    return decode(
        reader,
        schemaId,
        bytes,
        offset + WireFormat.PREFIX_BYTES,
        length - WireFormat.PREFIX_BYTES);
  }

  private DecodeResult<T> decode(
      DatumReader<T> reader, int schemaId, byte[] bytes, int offset, int length) {
    AvroSlice slice = new AvroSlice(bytes, offset, length);
    try {
      T value = reader.read(null, slice);
      if (!slice.isEnd()) {
        return new Undecodable<>(
            new DecodeFailure.CorruptBody(schemaId, "there are bytes after its end"));
      }
      return new Decoded<>(value, schemaId);
    } catch (IOException | RuntimeException e) {
      // Avro throws whatever it stumbles over in foreign bytes: EOF, index and cast errors.
      return new Undecodable<>(
          new DecodeFailure.CorruptBody(schemaId, e.getClass().getSimpleName()));
    }
  }

  /** Only what can never change is remembered. */
  private Plan<T> plan(int schemaId) {
    return switch (registry.schemaById(schemaId)) {
      case RegistryResult.Answer<Schema>(Schema writer) -> {
        Plan<T> plan = plan(schemaId, writer);
        plans.put(schemaId, plan);
        yield plan;
      }
      case RegistryResult.Failed<Schema>(RegistryFailure failure) ->
          new Plan<>(null, decodeFailure(schemaId, failure));
    };
  }

  /**
   * Only "there is no such schema" is about the record. A registry that forbids, or a proxy that
   * answers in its place, is trouble of ours: taking the record for bad would throw away an event
   * that somebody was promised.
   */
  private static DecodeFailure decodeFailure(int schemaId, RegistryFailure failure) {
    return switch (failure) {
      case RegistryFailure.NotFound missing when missing.schemaMissing() ->
          new DecodeFailure.UnknownSchema(schemaId);
      case RegistryFailure.Unavailable(String detail, int _) ->
          new DecodeFailure.RegistryUnavailable(schemaId, detail);
      case RegistryFailure.NotFound _, RegistryFailure.Incompatible _, RegistryFailure.Rejected _ ->
          new DecodeFailure.RegistryUnavailable(schemaId, failure.toString());
    };
  }

  private Plan<T> plan(int schemaId, Schema writer) {
    Class<? extends T> type =
        writer.getType() == Schema.Type.RECORD ? expected.get(writer.getFullName()) : null;
    if (type == null) {
      return new Plan<>(null, new DecodeFailure.UnexpectedRecord(writer.getFullName()));
    }
    Schema current = SpecificData.get().getSchema(type);
    try {
      DatumReader<T> reader =
          new SpecificDatumReader<>(writer, current, SpecificData.getForClass(type));
      return new Plan<>(reader, null);
    } catch (AvroRuntimeException e) {
      return new Plan<>(null, new DecodeFailure.CorruptBody(schemaId, "schema cannot be read"));
    }
  }
}
