package io.sitehub.cli.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param what was looked at
 * @param state how it is
 * @param meaning what was found, and what that means
 * @param remedy what to do; empty when nothing is to be done
 */
public record Finding(String what, State state, String meaning, String remedy) {

  /** How something is. */
  public enum State {
    /** As it has to be. */
    OK,
    /** Worth knowing; nothing is wrong, or it cannot be told. */
    NOTE,
    /** The next failure would be felt, or this one is. */
    BAD;

    /** How it is written, in JSON too. */
    @JsonValue
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String what, String meaning) {
    return new Finding(what, State.OK, meaning, "");
  }

  static Finding note(String what, String meaning, String remedy) {
    return new Finding(what, State.NOTE, meaning, remedy);
  }

  static Finding bad(String what, String meaning, String remedy) {
    return new Finding(what, State.BAD, meaning, remedy);
  }
}
