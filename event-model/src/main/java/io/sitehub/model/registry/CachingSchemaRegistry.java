package io.sitehub.model.registry;

import io.sitehub.model.registry.RegistryResult.Answer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/**
 * Remembers every answer that cannot change: which id a schema has under a subject, which schema an
 * id means. What has been asked once needs the server no more, so a server that is down does not
 * hurt a process that is warm. Failures are not remembered.
 *
 * <p>The caches grow with the number of schemas a process meets, which is small and bounded by the
 * releases there have been.
 */
public final class CachingSchemaRegistry implements SchemaRegistry {

  private final SchemaRegistry server;
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

  private record Registration(String subject, Schema schema) {}

  /** Puts caches in front of a server. */
  public CachingSchemaRegistry(SchemaRegistry server) {
    this.server = server;
  }

  @Override
  public RegistryResult<Integer> register(String subject, Schema schema) {
    Registration registration = new Registration(subject, schema);
    Integer known = ids.get(registration);
    if (known != null) {
      return new Answer<>(known);
    }
    RegistryResult<Integer> result = server.register(subject, schema);
    if (result instanceof Answer<Integer>(Integer id)) {
      ids.put(registration, id);
      schemas.putIfAbsent(id, schema);
    }
    return result;
  }

  @Override
  public RegistryResult<Schema> schemaById(int id) {
    Schema known = schemas.get(id);
    if (known != null) {
      return new Answer<>(known);
    }
    RegistryResult<Schema> result = server.schemaById(id);
    if (result instanceof Answer<Schema>(Schema schema)) {
      schemas.put(id, schema);
    }
    return result;
  }

  @Override
  public RegistryResult<CompatibilityCheck> check(String subject, Schema schema) {
    return server.check(subject, schema);
  }

  @Override
  public RegistryResult<Compatibility> compatibility() {
    return server.compatibility();
  }

  @Override
  public RegistryResult<Compatibility> setCompatibility(Compatibility level) {
    return server.setCompatibility(level);
  }
}
