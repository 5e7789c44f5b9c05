package io.sitehub.connectors.jdbc;

/** What a column holds; a {@link Dialect} says what the database calls it. */
public enum ColumnType {
  /** Text of any length. */
  TEXT,
  /** Yes or no. */
  BOOLEAN,
  /** 32 bits. */
  INTEGER,
  /** 64 bits. */
  BIGINT,
  /** A weight in kilograms, exact to the gram. */
  KILOGRAMS,
  /** An instant, exact to the millisecond. */
  INSTANT
}
