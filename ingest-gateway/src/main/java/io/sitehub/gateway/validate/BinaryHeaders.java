package io.sitehub.gateway.validate;

import io.sitehub.kit.problem.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of a request in binary mode: CloudEvents HTTP protocol binding 1.0.2,
 * section 3.1.3. Values are percent-encoded UTF-8, perhaps in double quotes.
 */
final class BinaryHeaders {
  /** What the name of a header that carries an attribute starts with. */
  static final String PREFIX = "ce-";

  private BinaryHeaders() {}

  /**
   * Copies {@code ce-*} headers into {@code target}.
   *
   * @return what makes the headers unreadable, or null
   */
  static @Nullable Violation read(HttpFields headers, Attributes target) {
    Set<String> names = new HashSet<>();
    for (HttpField field : headers) {
      String header = field.getLowerCaseName();
      if (!header.startsWith(PREFIX)) {
        continue;
      }
      if (!names.add(header)) {
        return new Violation(null, header, "duplicate-header", "must be present only once");
      }
      String text = field.getValue();
      String value = text == null ? null : decode(text);
      if (value == null) {
        return new Violation(
            null,
            header,
            "header-encoding",
            "must be printable ASCII with everything else percent-encoded UTF-8");
      }
      String name = header.substring(PREFIX.length());
      AttributeName known = AttributeName.of(name);
      if (known == null) {
        target.refuseUnknown(name);
      } else if (known == AttributeName.DATACONTENTTYPE) {
        target.refuse(known, "header", "must be sent as Content-Type in binary mode");
      } else {
        target.put(known, value);
      }
    }
    return null;
  }

  /** The decoded value, or null if it is not encoded as the binding demands. */
  static @Nullable String decode(String header) {
    String text = header.strip();
    if (text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")) {
      text = unquote(text.substring(1, text.length() - 1));
    }
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e) {
        return null;
      }
      plain &= c != '%';
    }
    return plain ? text : percentDecode(text);
  }

  private static String unquote(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
    }
    return out.toString();
  }

  private static @Nullable String percentDecode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.write(c);
        continue;
      }
      int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      out.write(high << 4 | low);
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Whether a request that is not in a CloudEvents media type carries an event in its headers. */
  static boolean present(HttpFields headers) {
    for (HttpField field : headers) {
      String name = field.getName();
      if (name.length() > 3 && name.substring(0, 3).toLowerCase(Locale.ROOT).equals(PREFIX)) {
        return true;
      }
    }
    return false;
  }
}
