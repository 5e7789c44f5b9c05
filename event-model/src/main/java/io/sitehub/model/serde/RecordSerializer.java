package io.sitehub.model.serde;

import io.sitehub.model.registry.RegistryException;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.topic.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * {@link RecordWriter} as Kafka's serializer interface. The subject is that of the topic it was
 * made for, not of the topic Kafka names: Kafka Streams names the changelogs of its stores, and
 * those are not in the catalogue.
 *
 * @param <T> the records
 */
public final class RecordSerializer<T extends SpecificRecord> implements Serializer<T> {

  private final RecordWriter<T> writer;

  /** A serializer for a topic. */
  public RecordSerializer(SchemaRegistry registry, Topic topic) {
    this(new RecordWriter<>(registry, topic));
  }

  /** A serializer that writes as another part of the program does. */
  public RecordSerializer(RecordWriter<T> writer) {
    this.writer = writer;
  }

  /**
   * {@inheritDoc}
   *
   * @throws RegistryException when the schema's id is not in memory and the registry gives none
   */
  @Override
  @SuppressWarnings("NullAway") // Kafka hands on null for a tombstone, and expects it back.
  public byte[] serialize(String topic, @Nullable T record) {
    return record == null ? null : writer.write(record);
  }
}
