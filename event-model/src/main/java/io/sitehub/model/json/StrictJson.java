package io.sitehub.model.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;

/**
 * How Sitehub parses the JSON that strangers send, RFC 8259 to the letter, with limits; and writes.
 */
public final class StrictJson {

  /** Objects and arrays within each other; an event needs 12 at most. */
  public static final int MAX_NESTING = 32;

  /** Characters of a member's name. */
  public static final int MAX_NAME_LENGTH = 256;

  /** Characters of a number. */
  public static final int MAX_NUMBER_LENGTH = 100;

  /**
   * Makes the parsers. Check the bytes with {@link Utf8Text} first: Jackson takes overlong forms
   * for what they stand for, and guesses at other encodings than UTF-8 from zero bytes.
   */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Names that strangers make up must not fill the JVM's table of interned strings.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxNameLength(MAX_NAME_LENGTH)
                  .maxNumberLength(MAX_NUMBER_LENGTH)
                  .build())
          .build();

  /**
   * Makes the generators: characters beyond the basic plane as UTF-8, not as escaped surrogates.
   */
  public static final JsonFactory WRITERS =
      JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build();

  private StrictJson() {}
}
