package io.sitehub.terminal.send;

import io.sitehub.terminal.fate.Refusal;
import io.sitehub.terminal.fate.SendFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a gateway made of a request. */
sealed interface Answer {

  /** Every event is in the log: where, in the order of the request. */
  record Stored(List<Place> places) implements Answer {}

  /** Where an event lies in the log. */
  record Place(int partition, long offset) {}

  /** Nothing is written; these events, by their index in the request, are wrong. */
  record Refused(Map<Integer, Refusal> byIndex) implements Answer {}

  /** The request is too large, or one of its events makes it unreadable, and nobody knows which. */
  record Indivisible(Refusal refusal) implements Answer {}

  /**
   * Whether anything is written is unknown, and it is not the events' fault.
   *
   * @param retryAfter how long the gateway asks to be left alone; zero if it does not
   */
  record Failed(SendFailure.Kind kind, String detail, Duration retryAfter) implements Answer {}
}
