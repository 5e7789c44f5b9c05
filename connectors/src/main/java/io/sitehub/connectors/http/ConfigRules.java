package io.sitehub.connectors.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What the value of a single key may be. The message of a refusal names the key and the rule, never
 * the value: it may hold a secret, and Connect shows the others by itself.
 */
final class ConfigRules {

  /** RFC 9110, 5.6.2. */
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** What the HTTP client writes itself, or the connector does. */
  private static final List<String> TAKEN_HEADERS =
      List.of(
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "idempotency-key",
          "transfer-encoding",
          "upgrade");

  private static final Pattern JSON_TYPE =
      Pattern.compile(
          "application/([a-z0-9.!#$&^_-]+\\+)?json(\\s*;.*)?", Pattern.CASE_INSENSITIVE);

  private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7e]+");

  private ConfigRules() {}

  /** A rule for a key that cannot do without a value. */
  static Validator present(Validator rule) {
    return (key, value) -> {
      if (value == null) {
        throw new ConfigException(key + " must have a value");
      }
      rule.ensureValid(key, value);
    };
  }

  /** An address to send requests to. */
  static Validator httpAddress() {
    return rule(
        "an http or https address with a host, without a user, a fragment or spaces",
        value -> isHttpAddress((String) value));
  }

  /** Addresses of schema registries, at least one. */
  static Validator httpAddresses() {
    return rule(
        "one http or https address or several, separated by commas",
        value ->
            value instanceof List<?> addresses
                && !addresses.isEmpty()
                && addresses.stream()
                    .allMatch(address ->
                        isHttpAddress((String) address)
                            && URI.create((String) address).getQuery() == null));
  }

  /** A media type whose body is JSON. */
  static Validator jsonType() {
    return rule(
        "application/json or an application type that ends in +json: bodies are JSON",
        value -> JSON_TYPE.matcher((String) value).matches());
  }

  /** The name of a header that is free to be set. */
  static Validator headerName() {
    return rule(
        "the name of a header, and none of " + String.join(", ", TAKEN_HEADERS),
        value ->
            HEADER_NAME.matcher((String) value).matches()
                && !TAKEN_HEADERS.contains(((String) value).toLowerCase(Locale.ROOT)));
  }

  /** A secret that fits into a header. */
  static Validator headerSecret() {
    return rule(
        "visible ASCII characters, at least one",
        value -> VISIBLE_ASCII.matcher(((Password) value).value()).matches());
  }

  /** A secret. */
  static Validator secret() {
    return rule("at least one character long", value -> !((Password) value).value().isEmpty());
  }

  /** A set of statuses. */
  static Validator statuses() {
    return withReason(
        value -> Statuses.parse(((List<?>) value).stream().map(String.class::cast).toList()));
  }

  /** A template of a body; empty is allowed. */
  static Validator template() {
    return withReason(value -> {
      if (!((String) value).isEmpty()) {
        BodyTemplate.parse((String) value);
      }
    });
  }

  private static boolean isHttpAddress(String text) {
    try {
      URI address = new URI(text);
      String scheme = address.getScheme();
      return ("http".equals(scheme) || "https".equals(scheme))
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private interface Rule {
    boolean holds(Object value);
  }

  private interface Reading {
    void read(Object value);
  }

  /** No value at all is for {@link #present} to refuse. */
  private static Validator rule(String allowed, Rule rule) {
    return (key, value) -> {
      if (value != null && !rule.holds(value)) {
        throw new ConfigException(key + " must be " + allowed);
      }
    };
  }

  /** The rule is whatever the reading of the value says is wrong with it. */
  private static Validator withReason(Reading reading) {
    return (key, value) -> {
      try {
        if (value != null) {
          reading.read(value);
        }
      } catch (IllegalArgumentException e) {
        throw new ConfigException(key + ": " + e.getMessage());
      }
    };
  }
}
