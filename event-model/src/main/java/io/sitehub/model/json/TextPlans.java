package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sitehub.model.time.Rfc3339;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How strings are read. */
final class TextPlans {

  private TextPlans() {}

  /** Free text; lengths count characters, which are Unicode code points. */
  record Text(int minLength, int maxLength, @Nullable Pattern pattern) implements ValuePlan {
    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_STRING) {
        ValuePlan.wrongType(reading, token, "a string");
        return;
      }
      JsonParser parser = reading.parser();
      char[] chars = parser.getTextCharacters();
      int offset = parser.getTextOffset();
      int length = parser.getTextLength();
      int characters = check(reading, chars, offset, length);
      if (characters < 0) {
        return;
      }
      if (characters < minLength) {
        reading.violate(Rule.MIN_LENGTH, "must have at least " + characters(minLength));
      } else if (characters > maxLength) {
        reading.violate(Rule.MAX_LENGTH, "must have at most " + characters(maxLength));
      } else if (pattern != null && !pattern.matcher(new String(chars, offset, length)).matches()) {
        reading.violate(Rule.PATTERN, "must match " + pattern.pattern());
      } else {
        reading.out.writeString(chars, offset, length);
      }
    }

    private static String characters(int count) {
      return count == 1 ? "1 character" : count + " characters";
    }
  }

  /**
   * Notes characters that no text of ours may have.
   *
   * @return the number of code points, or -1 when something was noted
   */
  static int check(JsonReading reading, char[] chars, int offset, int length) {
    int end = offset + length;
    int characters = length;
    for (int i = offset; i < end; i++) {
      char c = chars[i];
      if (c >= 0x20 && c < 0x7f) {
        continue;
      }
      if (Character.isISOControl(c)) {
        reading.violate(
            Rule.CONTROL_CHARACTER,
            "must not contain control characters, such as U+%04X at %d"
                .formatted((int) c, i - offset));
        return -1;
      }
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(chars[i + 1]);
        if (!paired) {
          reading.violate(Rule.SURROGATE, "has half of a surrogate pair at " + (i - offset));
          return -1;
        }
        characters--;
        i++;
      }
    }
    return characters;
  }

  /** A word that stands for a symbol. */
  record Words(Map<String, Integer> indexByWord, String allowed) implements ValuePlan {

    /** The symbol that cannot be sent. */
    private static final String UNSPECIFIED = "UNSPECIFIED";

    static Words of(Schema schema) {
      Map<String, Integer> indexes = new TreeMap<>();
      StringBuilder allowed = new StringBuilder();
      for (String symbol : schema.getEnumSymbols()) {
        if (!symbol.equals(UNSPECIFIED)) {
          String word = EnumWords.word(symbol);
          indexes.put(word, schema.getEnumOrdinal(symbol));
          allowed.append(allowed.isEmpty() ? "" : ", ").append(word);
        }
      }
      return new Words(Map.copyOf(indexes), allowed.toString());
    }

    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_STRING) {
        ValuePlan.wrongType(reading, token, "one of the words " + allowed);
        return;
      }
      Integer index = indexByWord.get(reading.parser().getText());
      if (index == null) {
        reading.violate(Rule.ENUM, "must be one of: " + allowed);
      } else {
        reading.out.writeEnum(index);
      }
    }
  }

  /** An instant, to the millisecond; what is finer is cut off. */
  record DateTime() implements ValuePlan {
    @Override
    public void read(JsonReading reading, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_STRING) {
        ValuePlan.wrongType(reading, token, "a date-time");
        return;
      }
      long epochMs = epochMs(reading);
      if (epochMs == Rfc3339.INVALID) {
        reading.violate(
            Rule.DATE_TIME, "must be an RFC 3339 date-time, such as 2026-03-01T09:30:00.250Z");
      } else {
        reading.out.writeLong(epochMs);
      }
    }

    private static long epochMs(JsonReading reading) throws IOException {
      JsonParser parser = reading.parser();
      int length = parser.getTextLength();
      byte[] ascii = reading.dateTime;
      if (length > ascii.length) {
        return Rfc3339.INVALID;
      }
      char[] chars = parser.getTextCharacters();
      int offset = parser.getTextOffset();
      for (int i = 0; i < length; i++) {
        char c = chars[offset + i];
        ascii[i] = c < 0x80 ? (byte) c : (byte) '?';
      }
      return Rfc3339.parseMillis(ascii, 0, length);
    }
  }
}
