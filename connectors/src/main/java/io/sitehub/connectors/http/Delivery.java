package io.sitehub.connectors.http;

import io.sitehub.model.state.Ticket;
import java.util.concurrent.Future;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that Connect delivered, through to its end. Only when that is reached may its offset be
 * committed. Not for use by several threads.
 */
final class Delivery {

  /** How far it is. */
  sealed interface State {

    /** The ERP has not answered for good. */
    record Open(Ticket ticket) implements State {}

    /** It is to be a dead letter. */
    record Refused(RefusedTicketException why) implements State {}

    /** It is on its way to the dead letters. */
    record Reported(RefusedTicketException why, Future<Void> written) implements State {}

    /** The ERP has it, it lies with the dead letters, or it was nothing to post. */
    record Finished() implements State {}
  }

  private final SinkRecord record;
  private final Position position;
  private State state;

  Delivery(SinkRecord record, State state) {
    this.record = record;
    this.position = Position.of(record);
    this.state = state;
  }

  SinkRecord record() {
    return record;
  }

  Position position() {
    return position;
  }

  State state() {
    return state;
  }

  boolean isOpen() {
    return state instanceof State.Open;
  }

  boolean isFinished() {
    return state instanceof State.Finished;
  }

  /**
   * The ticket to post.
   *
   * @throws IllegalStateException when it is open no more
   */
  Ticket ticket() {
    if (state instanceof State.Open(Ticket ticket)) {
      return ticket;
    }
    throw new IllegalStateException(position + " is " + state.getClass().getSimpleName());
  }

  void finish() {
    state = new State.Finished();
  }

  void refuse(RefusedTicketException why) {
    state = new State.Refused(why);
  }

  void report(RefusedTicketException why, Future<Void> written) {
    state = new State.Reported(why, written);
  }
}
