package io.sitehub.terminal.event;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A ready CloudEvent in the very bytes of its author: nothing is added and nothing made nicer. */
public final class VerbatimDraft implements Draft {
  private static final JsonFactory JSON = new JsonFactory();

  private final byte[] body;
  private final @Nullable EventName name;

  /**
   * @param utf8 a JSON object in UTF-8, which must not change any more
   * @throws IllegalArgumentException if it is not one JSON object; everything else about it is the
   *     gateway's to say
   */
  public VerbatimDraft(byte[] utf8) {
    this.body = utf8;
    this.name = readName(utf8);
  }

  private static @Nullable EventName readName(byte[] utf8) {
    String source = null;
    String id = null;
    try (JsonParser parser = JSON.createParser(utf8)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("an event is a JSON object");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String member = parser.currentName();
        boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
        if (text && member.equals("source")) {
          source = parser.getText();
        } else if (text && member.equals("id")) {
          id = parser.getText();
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("an event is one JSON object, this is more");
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("an event is JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return source == null || id == null ? null : new EventName(source, id);
  }

  @Override
  public @Nullable EventName name() {
    return name;
  }

  @Override
  public @Nullable String numberedBy() {
    return null;
  }

  @Override
  public byte[] body(long deviceSeq) {
    return body;
  }

  @Override
  public boolean isSameAs(byte[] storedBody) {
    return Arrays.equals(body, storedBody);
  }
}
