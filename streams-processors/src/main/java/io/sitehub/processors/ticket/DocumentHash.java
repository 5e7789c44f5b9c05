package io.sitehub.processors.ticket;

import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.json.EnumWords;
import io.sitehub.model.state.TicketStatus;
import io.sitehub.model.state.TicketWeighing;
import io.sitehub.model.time.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The hash of what a ticket says: SHA-256 over canonical JSON (RFC 8785: keys sorted, no white
 * space, UTF-8) of its content with the names and forms of the query API, absent values left out.
 * So anybody can compute it again from the ticket as the API shows it.
 */
final class DocumentHash {
  private final StringBuilder json = new StringBuilder(640);

  private DocumentHash() {}

  /** SHA-256 in lower-case hexadecimal. */
  static String of(TicketContent content, TicketStatus status) {
    return sha256(canonical(content, status));
  }

  /** The text that is hashed. */
  static String canonical(TicketContent content, TicketStatus status) {
    DocumentHash hash = new DocumentHash();
    hash.write(content, status);
    return hash.json.toString();
  }

  /** In the order of the names. */
  private void write(TicketContent content, TicketStatus status) {
    json.append('{');
    text("carrier", content.carrier());
    weight("deductionKg", content.deductionGrams());
    text("direction", EnumWords.word(content.direction()));
    weighing("first", content.first());
    weight("grossKg", content.grossGrams());
    text("material", content.material());
    weight("netKg", content.netGrams());
    text("orderId", content.orderId());
    weighing("second", content.second());
    text("siteId", content.siteId());
    text("status", EnumWords.word(status));
    weight("tareKg", content.tareGrams());
    text("tractorPlate", content.tractorPlate());
    text("trailerPlate", content.trailerPlate());
    text("visitId", content.visitId());
    json.append('}');
  }

  private void weighing(String name, TicketWeighing weighing) {
    name(name);
    json.append('{');
    text("alibiId", weighing.getAlibiId());
    instant("at", weighing.getAt());
    weight("grossKg", weighing.getGrossGrams());
    name("manual");
    json.append(weighing.getManual());
    text("scaleId", weighing.getScaleId());
    text("weighingId", weighing.getWeighingId());
    json.append('}');
  }

  private void weight(String name, long grams) {
    name(name);
    json.append(AvroToJson.kilograms(grams));
  }

  private void instant(String name, Instant value) {
    text(name, Rfc3339.format(value));
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      name(name);
      quote(value);
    }
  }

  private void name(String name) {
    if (json.charAt(json.length() - 1) != '{') {
      json.append(',');
    }
    quote(name);
    json.append(':');
  }

  /** Escapes what RFC 8785 (section 3.2.2.2) escapes, and nothing else. */
  private void quote(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\b' -> json.append("\\b");
        case '\t' -> json.append("\\t");
        case '\n' -> json.append("\\n");
        case '\f' -> json.append("\\f");
        case '\r' -> json.append("\\r");
        default -> {
          if (c < 0x20) {
            json.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
