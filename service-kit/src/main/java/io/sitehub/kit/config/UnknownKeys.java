package io.sitehub.kit.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Finds keys nobody read, so that a misspelt one never passes for a default. */
final class UnknownKeys {
  private static final List<String> SECRET_WORDS = List.of("password", "secret", "token", "jaas");

  private UnknownKeys() {}

  static List<ConfigProblem> find(
      SettingsSource source, Collection<String> known, Collection<String> prefixes) {
    List<ConfigProblem> found = new ArrayList<>();
    collect(source.file(), known, prefixes, Function.identity(), found);
    collect(source.environment(), known, prefixes, SettingsSource::variable, found);
    return found;
  }

  private static void collect(
      Map<String, String> given,
      Collection<String> known,
      Collection<String> prefixes,
      Function<String, String> spelling,
      List<ConfigProblem> found) {
    List<String> names = known.stream().map(spelling).toList();
    List<String> starts = prefixes.stream().map(spelling).toList();
    given.forEach((key, value) -> {
      if (!names.contains(key) && starts.stream().noneMatch(key::startsWith)) {
        String hint = nearest(key, names).map(name -> "; did you mean " + name + "?").orElse("");
        String shown = isSecret(key) ? Secret.REDACTED : value;
        found.add(new ConfigProblem(key, shown, "is not a key of this service" + hint));
      }
    });
  }

  /** Whether a value under this name is better not shown, known key or not. */
  static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(lower::contains);
  }

  /** The name that differs from {@code key} least, if by no more than a third of its letters. */
  static Optional<String> nearest(String key, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(key, name)))
        .filter(name -> distance(key, name) <= Math.max(2, key.length() / 3));
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
