package io.sitehub.model.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** How a new version of a schema must fit the ones before it (Confluent Schema Registry). */
public enum Compatibility {
  /** Any change is allowed. */
  NONE(false, false, false),
  /** The new version reads what the last one wrote. */
  BACKWARD(true, false, false),
  /** The new version reads what any version wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The last version reads what the new one writes. */
  FORWARD(false, true, false),
  /** Every version reads what the new one writes. */
  FORWARD_TRANSITIVE(false, true, true),
  /** The new and the last version read each other. */
  FULL(true, true, false),
  /** The new version and every other read each other: what Sitehub requires of its schemas. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean newReadsOld;
  private final boolean oldReadsNew;
  private final boolean transitive;

  Compatibility(boolean newReadsOld, boolean oldReadsNew, boolean transitive) {
    this.newReadsOld = newReadsOld;
    this.oldReadsNew = oldReadsNew;
    this.transitive = transitive;
  }

  /** The level with this name in the protocol. */
  public static Optional<Compatibility> byName(String name) {
    for (Compatibility level : values()) {
      if (level.name().equals(name)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  /**
   * Checks a candidate for the next version.
   *
   * @param versions the versions there are, oldest first
   * @return all that speaks against it, in words; empty if nothing does
   */
  public List<String> check(Schema candidate, List<Schema> versions) {
    List<String> reasons = new ArrayList<>();
    int first = transitive || versions.isEmpty() ? 0 : versions.size() - 1;
    for (int i = first; i < versions.size(); i++) {
      Schema version = versions.get(i);
      if (newReadsOld) {
        addReasons("the new schema cannot read version " + (i + 1), candidate, version, reasons);
      }
      if (oldReadsNew) {
        addReasons(
            "version " + (i + 1) + " cannot read the new schema", version, candidate, reasons);
      }
    }
    return reasons;
  }

  private static void addReasons(String what, Schema reader, Schema writer, List<String> reasons) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      pair.getResult()
          .getIncompatibilities()
          .forEach(problem ->
              reasons.add(
                  what
                      + ": "
                      + problem.getType()
                      + " at "
                      + problem.getLocation()
                      + ": "
                      + problem.getMessage()));
    }
  }
}
