package io.sitehub.gateway.validate;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The CloudEvents attributes that Sitehub knows: those of the specification and its extensions. */
enum AttributeName {
  SPECVERSION(true),
  TYPE(true),
  SOURCE(true),
  ID(true),
  TIME(true),
  SITEID(true),
  SUBJECT(false),
  DEVICESEQ(false),
  ACTOR(false),
  CAUSATIONID(false),
  TRACEPARENT(false),
  DATACONTENTTYPE(false),
  DATASCHEMA(false);

  private static final Map<String, AttributeName> BY_NAME =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(each -> each.text, each -> each));

  final boolean required;
  final String text;
  final String pointer;

  AttributeName(boolean required) {
    this.required = required;
    this.text = name().toLowerCase(Locale.ROOT);
    this.pointer = "/" + text;
  }

  static @Nullable AttributeName of(String name) {
    return BY_NAME.get(name);
  }

  /** CloudEvents 1.0, naming convention: lower-case letters and digits, at most 20. */
  static boolean isWellFormed(String name) {
    if (name.isEmpty() || name.length() > 20) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
        return false;
      }
    }
    return true;
  }
}
