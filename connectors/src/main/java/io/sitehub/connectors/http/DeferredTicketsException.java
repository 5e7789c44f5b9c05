package io.sitehub.connectors.http;

import org.apache.kafka.connect.errors.RetriableException;

/** Asks Connect to deliver the same records again. It is no fault of a program: it has no stack. */
public final class DeferredTicketsException extends RetriableException {

  private static final long serialVersionUID = 1L;

  /** Says what the tickets wait for. */
  public DeferredTicketsException(String reason) {
    super(reason);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
