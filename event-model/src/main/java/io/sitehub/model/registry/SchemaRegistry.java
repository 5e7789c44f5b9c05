package io.sitehub.model.registry;

import org.apache.avro.Schema;

/**
 * A schema registry. Calls may block on the network for as long as the implementation's deadline;
 * what can go wrong comes back as a value. Implementations may be used by any number of threads.
 */
public interface SchemaRegistry {

  /**
   * Makes the schema a version of the subject, or finds that it is one already.
   *
   * @return its id, or {@link RegistryFailure.Incompatible} when the subject's compatibility level
   *     forbids it
   */
  RegistryResult<Integer> register(String subject, Schema schema);

  /**
   * The schema with this id.
   *
   * @return it, or {@link RegistryFailure.NotFound}
   */
  RegistryResult<Schema> schemaById(int id);

  /** Whether the schema could become a version of the subject; a new subject takes any schema. */
  RegistryResult<CompatibilityCheck> check(String subject, Schema schema);

  /** The level that holds for subjects without one of their own. */
  RegistryResult<Compatibility> compatibility();

  /** Sets the level that holds for subjects without one of their own; gives the level set. */
  RegistryResult<Compatibility> setCompatibility(Compatibility level);
}
