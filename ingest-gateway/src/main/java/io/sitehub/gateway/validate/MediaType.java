package io.sitehub.gateway.validate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A media type, as far as the gateway needs it.
 *
 * @param essence type and subtype in lower case, such as {@code application/json}
 * @param charset the charset parameter in lower case, null if there is none
 */
public record MediaType(String essence, @Nullable String charset) {
  private static final MediaType STRUCTURED = new MediaType("application/cloudevents+json", null);

  /** Reads a media type; nonsense gives an essence that is no known one. */
  public static MediaType parse(String text) {
    if (text.equals(STRUCTURED.essence)) {
      return STRUCTURED;
    }
    int semicolon = text.indexOf(';');
    String essence =
        (semicolon < 0 ? text : text.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    String charset = null;
    if (semicolon >= 0) {
      for (String parameter : text.substring(semicolon + 1).split(";", -1)) {
        int equals = parameter.indexOf('=');
        if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
          charset = parameter.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
          if (charset.length() >= 2 && charset.startsWith("\"") && charset.endsWith("\"")) {
            charset = charset.substring(1, charset.length() - 1);
          }
        }
      }
    }
    return new MediaType(essence, charset);
  }

  /** Whether its charset is UTF-8, said or unsaid (RFC 8259: JSON has no other). */
  public boolean isUtf8() {
    return charset == null || charset.equals("utf-8") || charset.equals("utf8");
  }

  /** {@code application/json}, or another type built on JSON by its suffix. */
  public boolean isJson() {
    return essence.equals("application/json") || essence.endsWith("+json");
  }

  boolean isJsonInUtf8() {
    return isJson() && isUtf8();
  }
}
