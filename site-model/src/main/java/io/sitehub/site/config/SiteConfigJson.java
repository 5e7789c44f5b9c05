package io.sitehub.site.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.json.StrictJson;
import io.sitehub.model.json.Utf8Text;
import io.sitehub.model.json.Violation;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.time.Rfc3339;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a version of a site's configuration from JSON as people write it, and finds all that is
 * wrong with it at once: the rules of the schema (as {@link JsonToAvro}) and what only makes sense
 * of the whole (ids that repeat, shifts that overlap, zones and dates that do not exist).
 *
 * <p>{@code siteId} may be left out, since the site is known; {@code validFrom} as well: from now
 * on.
 */
public final class SiteConfigJson {
  private static final JsonMapper TREES = new JsonMapper(StrictJson.FACTORY);

  private SiteConfigJson() {}

  /** What came of reading a configuration. */
  public sealed interface ConfigRead {
    /** One that obeys all rules. */
    record Valid(SiteConfig config) implements ConfigRead {}

    /** All that is wrong, that of the schema first; never empty. */
    record Invalid(List<Violation> violations) implements ConfigRead {}
  }

  /**
   * Reads a configuration.
   *
   * @param siteId whose it is
   * @param now from when on it holds if it does not say
   */
  public static ConfigRead read(byte[] json, String siteId, Instant now) {
    Completed completed = completed(json, siteId, now);
    RecordRead read = JsonToAvro.of(SiteConfig.class).read(completed.json);
    List<Violation> violations = new ArrayList<>();
    if (read instanceof RecordRead.Invalid(List<Violation> found)) {
      violations.addAll(found);
    }
    if (completed.isObject) {
      violations.addAll(ConfigRules.check(tree(completed.json), siteId));
    }
    return switch (read) {
      case RecordRead.Valid(SiteConfig config) when violations.isEmpty() ->
          new ConfigRead.Valid(config);
      case RecordRead.Valid _, RecordRead.Invalid _ ->
          new ConfigRead.Invalid(List.copyOf(violations));
    };
  }

  /**
   * The text with what may be left out.
   *
   * @param isObject whether it is a JSON object from end to end
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Completed(byte[] json, boolean isObject) {}

  /**
   * Text that cannot be completed is left as it is, for the reader to say what is wrong with it.
   */
  private static Completed completed(byte[] json, String siteId, Instant now) {
    if (Utf8Text.firstInvalid(json, 0, json.length) >= 0) {
      return new Completed(json, false);
    }
    boolean hasSite = false;
    boolean hasStart = false;
    boolean isEmpty = true;
    int nullStartsAt = -1;
    int afterBrace;
    try (JsonParser parser = StrictJson.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Completed(json, false);
      }
      afterBrace = (int) parser.currentTokenLocation().getByteOffset() + 1;
      String name;
      while ((name = parser.nextFieldName()) != null) {
        isEmpty = false;
        JsonToken value = parser.nextToken();
        hasSite |= name.equals("siteId");
        if (name.equals("validFrom")) {
          hasStart = true;
          if (value == JsonToken.VALUE_NULL) {
            nullStartsAt = (int) parser.currentTokenLocation().getByteOffset();
          }
        }
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        return new Completed(json, false);
      }
    } catch (IOException malformed) {
      return new Completed(json, false);
    }
    String start = '"' + Rfc3339.format(now.truncatedTo(ChronoUnit.MILLIS)) + '"';
    List<String> missing = new ArrayList<>();
    if (!hasSite) {
      missing.add("\"siteId\":\"" + siteId + '"');
    }
    if (!hasStart) {
      missing.add("\"validFrom\":" + start);
    }
    String inserted = String.join(",", missing) + (missing.isEmpty() || isEmpty ? "" : ",");
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 100);
    out.write(json, 0, afterBrace);
    out.writeBytes(inserted.getBytes(StandardCharsets.UTF_8));
    if (nullStartsAt < 0) {
      out.write(json, afterBrace, json.length - afterBrace);
    } else {
      int afterNull = nullStartsAt + "null".length();
      out.write(json, afterBrace, nullStartsAt - afterBrace);
      out.writeBytes(start.getBytes(StandardCharsets.UTF_8));
      out.write(json, afterNull, json.length - afterNull);
    }
    return new Completed(out.toByteArray(), true);
  }

  private static JsonNode tree(byte[] json) {
    try {
      return TREES.readTree(json);
    } catch (IOException malformed) {
      throw new IllegalStateException("what was parsed once can be parsed again", malformed);
    }
  }
}
