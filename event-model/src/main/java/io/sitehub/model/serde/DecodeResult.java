package io.sitehub.model.serde;

import org.apache.avro.specific.SpecificRecord;

/** What bytes turned out to be. */
public sealed interface DecodeResult<T> {

  /**
   * A record.
   *
   * @param value the record, as the reader's current schema has it
   * @param schemaId the schema it was written with
   */
  record Decoded<T>(T value, int schemaId) implements DecodeResult<T> {}

  /** No record. */
  record Undecodable<T>(DecodeFailure failure) implements DecodeResult<T> {}

  /**
   * The record.
   *
   * @throws UndecodableException when there is none
   */
  default T orThrow() {
    return switch (this) {
      case Decoded<T>(T value, int id) -> value;
      case Undecodable<T>(DecodeFailure failure) -> throw new UndecodableException(failure);
    };
  }

  /** A record of a class, from one that may be of several. */
  static <S extends SpecificRecord> DecodeResult<S> of(
      DecodeResult<? extends SpecificRecord> result, Class<S> type) {
    return switch (result) {
      case Undecodable<?>(DecodeFailure failure) -> new Undecodable<>(failure);
      case Decoded<? extends SpecificRecord>(SpecificRecord value, int id) ->
          type.isInstance(value)
              ? new Decoded<>(type.cast(value), id)
              : new Undecodable<>(
                  new DecodeFailure.UnexpectedRecord(value.getSchema().getFullName()));
    };
  }
}
