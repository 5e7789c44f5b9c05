package io.sitehub.kit.config;

import io.sitehub.kit.text.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
        String hint =
            NearestName.of(key, names).map(name -> "; did you mean " + name + "?").orElse("");
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
}
