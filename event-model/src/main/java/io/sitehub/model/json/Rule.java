package io.sitehub.model.json;

import java.util.Locale;

/** A rule that JSON can violate. The code is part of the public API: clients switch on it. */
public enum Rule {
  /** The text is not JSON (RFC 8259), or exceeds a limit of the parser. */
  JSON,
  /** The bytes are not UTF-8. */
  UTF8,
  /** Objects or arrays lie too deep in each other. */
  NESTING,
  /** The same member twice in one object. */
  DUPLICATE_MEMBER,
  /** A member that is not a field of the type. */
  UNKNOWN_FIELD,
  /** A field that must be there is not, or is null. */
  REQUIRED,
  /** The wrong kind of JSON value. */
  TYPE,
  /** A number with a fraction where a whole one is meant. */
  INTEGRAL,
  /** Smaller than allowed. */
  MINIMUM,
  /** Greater than allowed, or than the field can hold. */
  MAXIMUM,
  /** A decimal with more places than the field holds. */
  DECIMAL_PLACES,
  /** Fewer characters than allowed. */
  MIN_LENGTH,
  /** More characters than allowed. */
  MAX_LENGTH,
  /** More items than allowed. */
  MAX_ITEMS,
  /** Does not match the pattern. */
  PATTERN,
  /** Not one of the words allowed. */
  ENUM,
  /** Not an RFC 3339 date-time. */
  DATE_TIME,
  /** A control character in a string. */
  CONTROL_CHARACTER,
  /** Half of a surrogate pair in a string: no Unicode text. */
  SURROGATE,
  /** The name of an event type that does not exist. */
  EVENT_TYPE,
  /** An expression that is not CEL (Common Expression Language), or not of the type asked for. */
  CEL,
  /** Said twice where each may be said once. */
  UNIQUE,
  /** Does not go together with another field. */
  CONSISTENT,
  /** Fewer items than allowed. */
  MIN_ITEMS,
  /** Not the name of a time zone in the IANA database. */
  ZONE,
  /** Not a date of the calendar. */
  DATE,
  /** There are more violations than are told. */
  TOO_MANY;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The code in answers: {@code unknown-field}. */
  public String code() {
    return code;
  }
}
