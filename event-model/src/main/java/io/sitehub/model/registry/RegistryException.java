package io.sitehub.model.registry;

/** A registry's failure where only an exception will do: Kafka's serializer interface. */
public final class RegistryException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient RegistryFailure failure;

  /** Carries a failure. */
  public RegistryException(RegistryFailure failure) {
    super(failure.toString());
    this.failure = failure;
  }

  /** What went wrong. */
  public RegistryFailure failure() {
    return failure;
  }
}
