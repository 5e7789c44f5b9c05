package io.sitehub.connectors.http;

import java.util.Arrays;
import java.util.Set;

/** The ways to be let in by an ERP, with the keys that each needs. */
enum AuthKind {
  NONE("none", Set.of()),
  API_KEY("api-key", Set.of(HttpSinkConfig.API_KEY_HEADER, HttpSinkConfig.API_KEY)),
  OAUTH2(
      "oauth2",
      Set.of(
          HttpSinkConfig.OAUTH_TOKEN_URL,
          HttpSinkConfig.OAUTH_CLIENT_ID,
          HttpSinkConfig.OAUTH_CLIENT_SECRET));

  private final String word;
  private final Set<String> neededKeys;

  AuthKind(String word, Set<String> neededKeys) {
    this.word = word;
    this.neededKeys = neededKeys;
  }

  /** How it is written in a configuration. */
  String word() {
    return word;
  }

  /** The keys that have to be set for it, and for no other. */
  Set<String> neededKeys() {
    return neededKeys;
  }

  /** How all are written. */
  static String[] words() {
    return Arrays.stream(values()).map(AuthKind::word).toArray(String[]::new);
  }

  /**
   * The one that is written so.
   *
   * @throws IllegalArgumentException when there is none
   */
  static AuthKind byWord(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no kind of authorization: " + word));
  }
}
