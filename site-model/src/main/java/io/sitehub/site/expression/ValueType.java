package io.sitehub.site.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Optional;

/** What an expression may come to. */
public enum ValueType {
  /** {@link Boolean}. */
  BOOL("true or false"),
  /** {@link java.time.Instant}. */
  TIMESTAMP("a timestamp"),
  /** {@link java.time.Duration}. */
  DURATION("a duration"),
  /** {@link Number}. */
  NUMBER("a number"),
  /** {@link String}. */
  STRING("a string");

  private final String words;

  ValueType(String words) {
    this.words = words;
  }

  /** As messages call it: {@code a duration}. */
  public String words() {
    return words;
  }

  static Optional<ValueType> of(CelType type) {
    return switch (type.kind()) {
      case BOOL -> Optional.of(BOOL);
      case TIMESTAMP -> Optional.of(TIMESTAMP);
      case DURATION -> Optional.of(DURATION);
      case INT, UINT, DOUBLE -> Optional.of(NUMBER);
      case STRING -> Optional.of(STRING);
      default -> Optional.empty();
    };
  }

  /** The words for any type of CEL. */
  static String words(CelType type) {
    return of(type).map(ValueType::words).orElseGet(() -> plain(type));
  }

  private static String plain(CelType type) {
    if (type.equals(SimpleType.NULL_TYPE)) {
      return "null";
    }
    return switch (type.kind()) {
      case LIST -> "a list";
      case MAP -> "a map";
      case STRUCT -> "a " + type.name();
      case DYN, ANY -> "of no certain type";
      default -> type.name();
    };
  }
}
