package io.sitehub.model.serde;

import org.apache.kafka.common.errors.SerializationException;

/** A failure to decode where only an exception will do: Kafka's deserializer interface. */
public final class UndecodableException extends SerializationException {

  private static final long serialVersionUID = 1L;

  private final transient DecodeFailure failure;

  /** Carries a failure. */
  public UndecodableException(DecodeFailure failure) {
    super(failure.describe());
    this.failure = failure;
  }

  /** What is wrong with the bytes. */
  public DecodeFailure failure() {
    return failure;
  }
}
