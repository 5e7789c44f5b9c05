package io.sitehub.gateway.submit;

import java.util.Locale;

/** How a request to submit events ended; the tag {@code outcome} of its metrics. */
enum Outcome {
  /** Every event acknowledged: 200. */
  ACCEPTED,
  /** Not readable as CloudEvents: 400. */
  MALFORMED,
  /** Read, and breaks rules: 422. */
  INVALID,
  /** Another method than POST: 405. */
  METHOD,
  /** Media type, charset or content coding that is not understood: 415. */
  MEDIA_TYPE,
  /** Body or batch over the limit: 413. */
  TOO_LARGE,
  /** The body took too long to arrive: 408. */
  TOO_SLOW,
  /** Over the admission limits: 503. */
  OVERLOADED,
  /** Starting or draining: 503. */
  NOT_SERVING,
  /** Not acknowledged in time: 503. */
  UNKNOWN,
  /** The client went away before its request was complete. */
  ABORTED;

  String tag() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
