package io.sitehub.model.serde;

import io.sitehub.model.registry.RegistryException;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.registry.RegistryResult.Answer;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.topic.Topic;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * The ids under which the records of a topic are written. Subjects follow {@code
 * TopicRecordNameStrategy}: {@code <topic>-<full name of the record>}, so one topic carries many
 * types and each evolves by itself.
 *
 * <p>A service calls {@link #register} when it starts and never waits for the registry afterwards.
 */
public final class SchemaIds {

  private final SchemaRegistry registry;
  private final Topic topic;
  private final Map<String, Integer> idByRecordName = new ConcurrentHashMap<>();

  /** The ids of a topic. */
  public SchemaIds(SchemaRegistry registry, Topic topic) {
    this.registry = registry;
    this.topic = topic;
  }

  /**
   * Registers schemas, so that {@link #idOf} is answered from memory for them.
   *
   * @return how many, or the first failure
   */
  public RegistryResult<Integer> register(Collection<Schema> schemas) {
    for (Schema schema : schemas) {
      RegistryResult<Integer> result = resolve(schema);
      if (!(result instanceof Answer)) {
        return result;
      }
    }
    return new Answer<>(schemas.size());
  }

  /**
   * The id of a record's current schema; asks the registry the first time only.
   *
   * @throws RegistryException when it is not in memory and the registry gives none
   */
  public int idOf(Schema schema) {
    Integer known = idByRecordName.get(schema.getFullName());
    return known != null ? known : resolve(schema).orThrow();
  }

  private RegistryResult<Integer> resolve(Schema schema) {
    String recordName = schema.getFullName();
    RegistryResult<Integer> result = registry.register(topic.subject(recordName), schema);
    if (result instanceof Answer<Integer>(Integer id)) {
      idByRecordName.put(recordName, id);
    }
    return result;
  }
}
