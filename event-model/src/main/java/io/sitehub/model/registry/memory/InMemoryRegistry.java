package io.sitehub.model.registry.memory;

import io.sitehub.model.avro.PortableSchema;
import io.sitehub.model.registry.Compatibility;
import io.sitehub.model.registry.CompatibilityCheck;
import io.sitehub.model.registry.RegistryFailure;
import io.sitehub.model.registry.RegistryResult;
import io.sitehub.model.registry.RegistryResult.Answer;
import io.sitehub.model.registry.RegistryResult.Failed;
import io.sitehub.model.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A registry that behaves as a server would and lives in the process: the same schema has the same
 * id under every subject, a new version must be compatible with those before it. Nothing is kept
 * when the process ends, so its ids mean something to this process only.
 */
public final class InMemoryRegistry implements SchemaRegistry {

  private final Map<String, Integer> idByText = new HashMap<>();
  private final List<Schema> schemas = new ArrayList<>();
  private final Map<String, List<Schema>> versionsBySubject = new HashMap<>();
  private Compatibility level = Compatibility.FULL_TRANSITIVE;

  @Override
  public synchronized RegistryResult<Integer> register(String subject, Schema schema) {
    String text = PortableSchema.text(schema);
    Integer known = idByText.get(text);
    List<Schema> versions = versionsBySubject.getOrDefault(subject, List.of());
    if (known != null && versions.contains(schemas.get(known - 1))) {
      return new Answer<>(known);
    }
    Schema portable = known == null ? new Schema.Parser().parse(text) : schemas.get(known - 1);
    List<String> reasons = level.check(portable, versions);
    if (!reasons.isEmpty()) {
      return new Failed<>(new RegistryFailure.Incompatible(subject, reasons));
    }
    if (known == null) {
      schemas.add(portable);
      known = schemas.size();
      idByText.put(text, known);
    }
    versionsBySubject.computeIfAbsent(subject, name -> new ArrayList<>()).add(portable);
    return new Answer<>(known);
  }

  @Override
  public synchronized RegistryResult<Schema> schemaById(int id) {
    return id < 1 || id > schemas.size()
        ? new Failed<>(new RegistryFailure.NotFound(40_403, "schema " + id))
        : new Answer<>(schemas.get(id - 1));
  }

  @Override
  public synchronized RegistryResult<CompatibilityCheck> check(String subject, Schema schema) {
    List<String> reasons = level.check(schema, versionsBySubject.getOrDefault(subject, List.of()));
    return new Answer<>(new CompatibilityCheck(reasons.isEmpty(), reasons));
  }

  @Override
  public synchronized RegistryResult<Compatibility> compatibility() {
    return new Answer<>(level);
  }

  @Override
  public synchronized RegistryResult<Compatibility> setCompatibility(Compatibility newLevel) {
    level = newLevel;
    return new Answer<>(newLevel);
  }
}
