package io.sitehub.model.serde;

import io.sitehub.model.avro.AvroBuffer;
import io.sitehub.model.registry.RegistryException;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of a topic in the wire format. May be used by any number of threads.
 *
 * @param <T> the records: one class, or {@link SpecificRecord} for all of the topic's
 */
public final class RecordWriter<T extends SpecificRecord> {

  private static final int TYPICAL_BYTES = 256;

  private final SchemaIds ids;
  private final Map<Class<?>, DatumWriter<T>> writers = new ConcurrentHashMap<>();

  /** A writer for a topic. */
  public RecordWriter(SchemaRegistry registry, Topic topic) {
    this(new SchemaIds(registry, topic));
  }

  /** A writer that takes its ids from a table others use as well. */
  public RecordWriter(SchemaIds ids) {
    this.ids = ids;
  }

  /** The ids this writer uses. */
  public SchemaIds ids() {
    return ids;
  }

  /**
   * A record in the wire format.
   *
   * @throws RegistryException when the schema's id is not in memory and the registry gives none
   */
  public byte[] write(T record) {
    AvroBuffer out = new AvroBuffer(TYPICAL_BYTES);
    write(record, out);
    return out.toByteArray();
  }

  /** Appends a record in the wire format; otherwise as {@link #write(SpecificRecord)}. */
  public void write(T record, AvroBuffer out) {
    WireFormat.putPrefix(ids.idOf(record.getSchema()), out);
    DatumWriter<T> writer = writers.computeIfAbsent(record.getClass(), type -> newWriter(record));
    try {
      writer.write(record, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
  }

  private DatumWriter<T> newWriter(T record) {
    return new SpecificDatumWriter<>(
        record.getSchema(), SpecificData.getForClass(record.getClass()));
  }
}
