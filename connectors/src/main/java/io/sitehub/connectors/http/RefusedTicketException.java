package io.sitehub.connectors.http;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * Why a record is a dead letter: the message is the status of the ERP and the beginning of what it
 * says, or what is wrong with the record's bytes.
 */
public final class RefusedTicketException extends ConnectException {

  private static final long serialVersionUID = 1L;

  /** Carries a reason. */
  public RefusedTicketException(String reason) {
    super(reason);
  }
}
