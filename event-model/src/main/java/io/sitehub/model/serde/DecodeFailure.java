package io.sitehub.model.serde;

/** Why bytes are not a record, and so what to do with them. */
public sealed interface DecodeFailure {

  /** There is no value: a tombstone, where none may be. */
  record NoValue() implements DecodeFailure {}

  /** Shorter than the wire format's prefix. */
  record TooShort(int length) implements DecodeFailure {}

  /** The first byte is not 0: not the Confluent wire format. */
  record WrongMagic(byte found) implements DecodeFailure {}

  /** The registry has no schema with this id. */
  record UnknownSchema(int schemaId) implements DecodeFailure {}

  /** A good record of a type that is not expected here; perhaps one of a newer release. */
  record UnexpectedRecord(String recordName) implements DecodeFailure {}

  /** The schema is known and the body is not written with it. */
  record CorruptBody(int schemaId, String detail) implements DecodeFailure {}

  /**
   * The schema is not in memory and the registry gives none, for a reason that has nothing to do
   * with the record: it does not answer, refuses, or something else answers in its place. Stop and
   * read the same record again; never treat it as bad.
   */
  record RegistryUnavailable(int schemaId, String detail) implements DecodeFailure {}

  /** Whether the same bytes may be decodable later. */
  default boolean retryable() {
    return this instanceof RegistryUnavailable;
  }

  /** What is wrong, in words without any of the bytes. */
  default String describe() {
    return switch (this) {
      case NoValue() -> "there is no value";
      case TooShort(int length) -> length + " bytes are too short for the wire format";
      case WrongMagic(byte found) -> "the first byte is " + (found & 0xff) + " instead of 0";
      case UnknownSchema(int id) -> "the registry has no schema " + id;
      case UnexpectedRecord(String name) -> "a record " + name + " is not expected here";
      case CorruptBody(int id, String detail) ->
          "the body does not follow schema " + id + ": " + detail;
      case RegistryUnavailable(int id, String detail) ->
          "schema " + id + " is not in memory and the registry gives none: " + detail;
    };
  }
}
