package io.sitehub.model.catalogue;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * What the attributes of an event may look like: the vocabulary of sites, visits and names.
 *
 * <p>The lengths are Sitehub's own; that {@code source} is a URI-reference and {@code id} is not
 * empty is CloudEvents 1.0, the form of {@code traceparent} is W3C Trace Context. Checks allocate
 * nothing but {@link #SOURCE}, which parses a URI.
 */
public enum AttributeRule {
  /** CloudEvents {@code id}: 1 to 128 characters, none of them a control character. */
  EVENT_ID("id", "1 to 128 characters, no control characters") {
    @Override
    public boolean holds(String value) {
      return isText(value, 128);
    }
  },
  /** CloudEvents {@code source}: a URI-reference of 1 to 256 characters. */
  SOURCE("source", "a URI-reference of 1 to 256 characters") {
    @Override
    public boolean holds(String value) {
      return isText(value, 256) && isUriReference(value);
    }
  },
  /** The site, extension {@code siteid}: {@code [a-z0-9][a-z0-9-]{0,62}}. */
  SITE_ID("siteid", "[a-z0-9][a-z0-9-]{0,62}: lower-case letters, digits, hyphens, 63 at most") {
    @Override
    public boolean holds(String value) {
      int length = value.length();
      if (length == 0 || length > 63 || value.charAt(0) == '-') {
        return false;
      }
      for (int i = 0; i < length; i++) {
        char c = value.charAt(i);
        if (!(c >= 'a' && c <= 'z') && !isDigit(c) && c != '-') {
          return false;
        }
      }
      return true;
    }
  },
  /** The visit, CloudEvents {@code subject}: {@code [A-Za-z0-9][A-Za-z0-9._:-]{0,63}}. */
  VISIT_ID("subject", "[A-Za-z0-9][A-Za-z0-9._:-]{0,63}: a visit id of 64 characters at most") {
    @Override
    public boolean holds(String value) {
      int length = value.length();
      if (length == 0 || length > 64 || !isLetterOrDigit(value.charAt(0))) {
        return false;
      }
      for (int i = 1; i < length; i++) {
        char c = value.charAt(i);
        if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != ':' && c != '-') {
          return false;
        }
      }
      return true;
    }
  },
  /** Operator or driver, extension {@code actor}: a reference, never a name. */
  ACTOR("actor", "1 to 128 characters, no control characters") {
    @Override
    public boolean holds(String value) {
      return isText(value, 128);
    }
  },
  /** Id of the event that caused this one, extension {@code causationid}. */
  CAUSATION_ID("causationid", "1 to 128 characters, no control characters") {
    @Override
    public boolean holds(String value) {
      return isText(value, 128);
    }
  },
  /** W3C Trace Context {@code traceparent}: version-traceid-parentid-flags in lower-case hex. */
  TRACE_PARENT("traceparent", "W3C Trace Context: 00-<32 hex>-<16 hex>-<2 hex>, ids not all zero") {
    @Override
    public boolean holds(String value) {
      return value.length() == 55
          && isLowerHex(value, 0, 2)
          && !value.startsWith("ff")
          && value.charAt(2) == '-'
          && isLowerHex(value, 3, 35)
          && !isZero(value, 3, 35)
          && value.charAt(35) == '-'
          && isLowerHex(value, 36, 52)
          && !isZero(value, 36, 52)
          && value.charAt(52) == '-'
          && isLowerHex(value, 53, 55);
    }
  };

  private final String attribute;
  private final String allowed;

  AttributeRule(String attribute, String allowed) {
    this.attribute = attribute;
    this.allowed = allowed;
  }

  /** Name of the CloudEvents attribute, as in JSON. */
  public String attribute() {
    return attribute;
  }

  /** What is allowed, in words for the sender of a wrong value. */
  public String allowed() {
    return allowed;
  }

  /** Whether the value obeys the rule. */
  public abstract boolean holds(String value);

  private static boolean isText(String value, int maxLength) {
    int length = value.length();
    if (length == 0 || length > maxLength) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < length
                && Character.isLowSurrogate(value.charAt(i + 1));
        if (!paired) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * RFC 3986, hence ASCII only; plain paths, which is what terminals send, are recognised without
   * parsing.
   */
  private static boolean isUriReference(String value) {
    if (isPlainPath(value)) {
      return true;
    }
    if (value.chars().anyMatch(c -> c > 0x7e)) {
      return false;
    }
    try {
      return !new URI(value).toString().isEmpty();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isPlainPath(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!isLetterOrDigit(c) && c != '/' && c != '-' && c != '_' && c != '.') {
        return false;
      }
    }
    return !value.startsWith("//");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isLowerHex(String value, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = value.charAt(i);
      if (!isDigit(c) && !(c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(String value, int from, int to) {
    for (int i = from; i < to; i++) {
      if (value.charAt(i) != '0') {
        return false;
      }
    }
    return true;
  }
}
