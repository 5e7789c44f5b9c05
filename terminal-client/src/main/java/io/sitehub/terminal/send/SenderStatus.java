package io.sitehub.terminal.send;

import io.sitehub.terminal.fate.SendFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How sending goes.
 *
 * @param state what the sender does
 * @param lastFailure why a gateway last did not take a request; null if none ever failed
 * @param lastAcknowledgedAt when a gateway last acknowledged events; null if none has yet
 * @param requests how many were sent
 * @param failedRequests how many of them settled nothing, so that their events are sent again
 */
public record SenderStatus(
    State state,
    @Nullable SendFailure lastFailure,
    @Nullable Instant lastAcknowledgedAt,
    long requests,
    long failedRequests) {

  /** What a sender does. */
  public enum State {
    /** Nothing waits. */
    IDLE,
    /** It sends, and gateways take what it sends. */
    SENDING,
    /** The last request settled nothing; the last failure says why. It is tried again. */
    RETRYING,
    /** It was closed. */
    STOPPED,
    /** The journal cannot be used any more; nothing is sent until it is opened again. */
    BROKEN
  }
}
