package io.sitehub.processors.alert;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts stand about a subject at an instant, and when that may change though nothing
 * happens.
 */
public final class Assessment {

  private final Instant now;
  private final Map<AlertKind, String> standing = new EnumMap<>(AlertKind.class);
  private @Nullable Instant next;

  /** Nothing stands at this instant. */
  public Assessment(Instant now) {
    this.now = now;
  }

  /** Has an alert stand, with what it says. */
  void stand(AlertKind kind, String detail) {
    standing.put(kind, detail);
  }

  /**
   * Has an alert stand from an instant on.
   *
   * @return whether it stands now
   */
  boolean standFrom(Instant due, AlertKind kind, String detail) {
    if (isBy(due)) {
      stand(kind, detail);
      return true;
    }
    return false;
  }

  /** Whether an instant has come; if not, it is one at which something may change. */
  boolean isBy(Instant due) {
    if (!now.isBefore(due)) {
      return true;
    }
    Instant known = next;
    if (known == null || due.isBefore(known)) {
      next = due;
    }
    return false;
  }

  /** The alerts that stand, with what they say. */
  public Map<AlertKind, String> standing() {
    return standing;
  }

  /** The next instant at which it may change, later than now; null: only by events. */
  public @Nullable Instant next() {
    return next;
  }
}
