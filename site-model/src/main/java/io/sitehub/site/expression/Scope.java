package io.sitehub.site.expression;

/** What an expression may speak of, besides {@code visit} and {@code site}. */
public enum Scope {
  /** Nothing else. */
  VISIT,
  /** The current {@code weighing}. */
  WEIGHING,
  /** The current {@code handling}. */
  HANDLING
}
