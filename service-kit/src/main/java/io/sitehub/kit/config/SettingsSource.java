package io.sitehub.kit.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where values come from before anyone asks for them: the file, and the environment above it.
 *
 * @param file keys and values of the properties file
 * @param environment the {@code SITEHUB_*} variables, without {@code SITEHUB_CONFIG}
 * @param problems what was wrong with the command line or the file itself
 */
record SettingsSource(
    Map<String, String> file, Map<String, String> environment, List<ConfigProblem> problems) {
  static final String PREFIX = "SITEHUB_";
  private static final String FILE_VARIABLE = "SITEHUB_CONFIG";

  static SettingsSource load(List<String> arguments, Map<String, String> environment) {
    List<ConfigProblem> problems = new ArrayList<>();
    String path = environment.get(FILE_VARIABLE);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--config") && i + 1 < arguments.size()) {
        path = arguments.get(++i);
      } else if (argument.startsWith("--config=")) {
        path = argument.substring("--config=".length());
      } else {
        problems.add(
            new ConfigProblem("argument " + (i + 1), argument, "only --config FILE is allowed"));
      }
    }
    Map<String, String> file = path == null || path.isEmpty() ? Map.of() : read(path, problems);
    Map<String, String> variables = new LinkedHashMap<>();
    environment.forEach((name, value) -> {
      if (name.startsWith(PREFIX) && !name.equals(FILE_VARIABLE)) {
        variables.put(name, value);
      }
    });
    return new SettingsSource(file, variables, problems);
  }

  private static Map<String, String> read(String path, List<ConfigProblem> problems) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      problems.add(
          new ConfigProblem(
              "--config",
              path,
              "must be a readable properties file in UTF-8 (" + describe(e) + ")"));
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private static String describe(Exception e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
  }

  /** The variable that overrides {@code key}: {@code http.port} is {@code SITEHUB_HTTP_PORT}. */
  static String variable(String key) {
    return PREFIX + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The value that counts, and the name under which its author knows it. */
  @Nullable Named find(String key) {
    String variable = variable(key);
    String value = environment.get(variable);
    if (value != null) {
      return new Named(variable, value.strip());
    }
    value = file.get(key);
    return value == null ? null : new Named(key, value.strip());
  }

  /** A raw value and the key as its author wrote it. */
  record Named(String writtenAs, String value) {}
}
