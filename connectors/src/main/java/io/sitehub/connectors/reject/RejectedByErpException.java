package io.sitehub.connectors.reject;

import org.apache.kafka.connect.errors.ConnectException;

/** The ERP does not take a ticket; the message is its answer. */
public final class RejectedByErpException extends ConnectException {
  private static final long serialVersionUID = 1;

  /** A rejection with this answer. */
  public RejectedByErpException(String answer) {
    super(answer);
  }
}
