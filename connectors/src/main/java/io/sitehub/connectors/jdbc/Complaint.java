package io.sitehub.connectors.jdbc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Says what is wrong: at once when it is new, now and then while it lasts, and when it is over. */
final class Complaint {

  private static final Duration NOW_AND_THEN = Duration.ofSeconds(30);

  private final Logger log;
  private final InstantSource clock;
  private @Nullable String said;
  private Instant at = Instant.EPOCH;

  Complaint(Logger log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Something is wrong. */
  void about(String what) {
    Instant now = clock.instant();
    if (!what.equals(said) || Duration.between(at, now).compareTo(NOW_AND_THEN) >= 0) {
      log.atWarn().log(what);
      said = what;
      at = now;
    }
  }

  /** Nothing is wrong. */
  void over() {
    if (said != null) {
      log.atInfo().log("tickets are written again");
      said = null;
    }
  }
}
