package io.sitehub.model.json;

import java.util.Locale;

/** Enum symbols as words: {@code OFF_PLATFORM} is {@code off-platform}. */
public final class EnumWords {

  private EnumWords() {}

  /** The word for a symbol. */
  public static String word(String symbol) {
    return symbol.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The word for a generated enum's constant. */
  public static String word(Enum<?> symbol) {
    return word(symbol.name());
  }
}
