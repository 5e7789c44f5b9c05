package io.sitehub.model.serde;

import io.sitehub.model.registry.SchemaRegistry;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link RecordReader} as Kafka's deserializer interface.
 *
 * @param <T> the records
 */
public final class RecordDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private final RecordReader<T> reader;

  /** A deserializer of the records of one class. */
  public RecordDeserializer(SchemaRegistry registry, Class<T> type) {
    this(RecordReader.of(registry, type));
  }

  /** A deserializer that reads as another part of the program does. */
  public RecordDeserializer(RecordReader<T> reader) {
    this.reader = reader;
  }

  /**
   * {@inheritDoc}
   *
   * @throws UndecodableException when the bytes are not a record
   */
  @Override
  @SuppressWarnings("NullAway") // Kafka hands on null for a tombstone, and expects it back.
  public T deserialize(String topic, byte @Nullable [] value) {
    return value == null ? null : reader.read(value).orThrow();
  }
}
