package io.sitehub.site.declare;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sitehub.model.json.StrictJson;
import io.sitehub.model.json.Utf8Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Puts members that the writer of a JSON object may leave out into it, because they are known from
 * elsewhere. The text is otherwise left as it is, to the byte: whatever is wrong with it must still
 * be found.
 */
final class KnownMembers {
  private static final JsonMapper TREES = new JsonMapper(StrictJson.FACTORY);

  private KnownMembers() {}

  /**
   * The text with what may be left out.
   *
   * @param isObject whether it is a JSON object from end to end
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Completed(byte[] json, boolean isObject) {

    /** The object, if it is one. */
    JsonNode tree() {
      try {
        return TREES.readTree(json);
      } catch (IOException malformed) {
        throw new IllegalStateException("what was parsed once can be parsed again", malformed);
      }
    }
  }

  /**
   * Completes an object; text that is none is left as it is, for the reader to say what is wrong.
   *
   * @param known string values, by member: none of it needs an escape in JSON
   */
  static Completed complete(byte[] json, Map<String, String> known) {
    if (Utf8Text.firstInvalid(json, 0, json.length) >= 0) {
      return new Completed(json, false);
    }
    Set<String> there = new TreeSet<>();
    Map<Integer, String> nulls = new TreeMap<>();
    int afterBrace;
    try (JsonParser parser = StrictJson.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return new Completed(json, false);
      }
      afterBrace = (int) parser.currentTokenLocation().getByteOffset() + 1;
      String name;
      while ((name = parser.nextFieldName()) != null) {
        boolean first = there.add(name);
        if (parser.nextToken() == JsonToken.VALUE_NULL && first && known.containsKey(name)) {
          nulls.put((int) parser.currentTokenLocation().getByteOffset(), name);
        }
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        return new Completed(json, false);
      }
    } catch (IOException malformed) {
      return new Completed(json, false);
    }
    return new Completed(spliced(json, known, there, nulls, afterBrace), true);
  }

  private static byte[] spliced(
      byte[] json,
      Map<String, String> known,
      Set<String> there,
      Map<Integer, String> nulls,
      int afterBrace) {
    Map<String, String> texts = new HashMap<>();
    known.forEach((member, value) -> texts.put(member, '"' + value + '"'));
    StringJoiner missing = new StringJoiner(",");
    List<String> members = new ArrayList<>(new TreeSet<>(known.keySet()));
    members.removeAll(there);
    members.forEach(member -> missing.add('"' + member + "\":" + texts.get(member)));
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 100);
    out.write(json, 0, afterBrace);
    String inserted = missing + (members.isEmpty() || there.isEmpty() ? "" : ",");
    out.writeBytes(inserted.getBytes(StandardCharsets.UTF_8));
    int copied = afterBrace;
    for (Map.Entry<Integer, String> one : nulls.entrySet()) {
      out.write(json, copied, one.getKey() - copied);
      out.writeBytes(String.valueOf(texts.get(one.getValue())).getBytes(StandardCharsets.UTF_8));
      copied = one.getKey() + "null".length();
    }
    out.write(json, copied, json.length - copied);
    return out.toByteArray();
  }
}
