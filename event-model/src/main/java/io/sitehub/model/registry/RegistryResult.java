package io.sitehub.model.registry;

import java.util.function.Function;

/** What became of a question to the registry. */
public sealed interface RegistryResult<T> {

  /** The answer. */
  record Answer<T>(T value) implements RegistryResult<T> {}

  /** There is no answer. */
  record Failed<T>(RegistryFailure failure) implements RegistryResult<T> {}

  /** Turns an answer into another; a failure stays what it is. */
  default <R> RegistryResult<R> map(Function<? super T, ? extends R> function) {
    return switch (this) {
      case Answer<T>(T value) -> new Answer<>(function.apply(value));
      case Failed<T>(RegistryFailure failure) -> new Failed<>(failure);
    };
  }

  /**
   * The answer.
   *
   * @throws RegistryException when there is none
   */
  default T orThrow() {
    return switch (this) {
      case Answer<T>(T value) -> value;
      case Failed<T>(RegistryFailure failure) -> throw new RegistryException(failure);
    };
  }
}
