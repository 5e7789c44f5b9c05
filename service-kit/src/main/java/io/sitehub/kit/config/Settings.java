package io.sitehub.kit.config;

import io.sitehub.kit.config.SettingsSource.Named;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to a service's configuration: built-in default, then properties file, then
 * environment. A service describes itself by reading its keys; a wrong value is remembered and the
 * default returned, so that one start shows every problem. {@link #read} then refuses the lot.
 *
 * <p>A key {@code http.port} is overridden by the variable {@code SITEHUB_HTTP_PORT}. An empty
 * value counts as given, not as absent.
 */
public final class Settings {
  private final SettingsSource source;
  private final List<ConfigProblem> problems;
  private final SortedMap<String, String> effective = new TreeMap<>();
  private final TreeSet<String> known = new TreeSet<>();
  private final List<String> prefixes = new ArrayList<>();

  private Settings(SettingsSource source) {
    this.source = source;
    this.problems = new ArrayList<>(source.problems());
  }

  /**
   * Settings of a process: file named by {@code --config FILE} or else {@code SITEHUB_CONFIG},
   * below the {@code SITEHUB_*} variables of {@code environment}.
   */
  public static Settings load(List<String> arguments, Map<String, String> environment) {
    return new Settings(SettingsSource.load(arguments, environment));
  }

  /** Settings from plain keys and values, as if from a file; for tests and embedding. */
  public static Settings of(Map<String, String> values) {
    return new Settings(new SettingsSource(Map.copyOf(values), Map.of(), List.of()));
  }

  /**
   * Builds a configuration record from these settings.
   *
   * @param recipe reads every key it knows; an {@link IllegalArgumentException} from the record's
   *     own constructor becomes a problem too
   * @throws ConfigurationException with every problem: wrong values, missing values, unknown keys
   */
  public <T> T read(Function<Settings, T> recipe) throws ConfigurationException {
    @Nullable T result = null;
    try {
      result = recipe.apply(this);
    } catch (IllegalArgumentException e) {
      if (problems.isEmpty()) {
        problems.add(new ConfigProblem("configuration", "", String.valueOf(e.getMessage())));
      }
    }
    problems.addAll(UnknownKeys.find(source, known, prefixes));
    if (result == null || !problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return result;
  }

  /** Every key read so far with the value in force; secrets redacted. */
  public SortedMap<String, String> effective() {
    return Collections.unmodifiableSortedMap(effective);
  }

  /** Remembers a problem that only the service can see, such as two keys that contradict. */
  public void refuse(String key, String allowed) {
    problems.add(new ConfigProblem(key, effective.getOrDefault(key, ""), allowed));
  }

  /** A text that must be given. */
  public String text(String key) {
    return value(key, null, "must be set to a text that is not empty", Settings::notBlank, "");
  }

  /** A text. */
  public String text(String key, String otherwise) {
    return value(key, otherwise, "must be a text that is not empty", Settings::notBlank, otherwise);
  }

  /** A text that may be left out. */
  public Optional<String> optionalText(String key) {
    return Optional.of(text(key, "-")).filter(text -> !text.equals("-"));
  }

  /** A secret that may be left out; never shown. */
  public Optional<Secret> secret(String key) {
    known.add(key);
    Named named = source.find(key);
    effective.put(key, named == null ? "" : Secret.REDACTED);
    return Optional.ofNullable(named).map(given -> new Secret(given.value()));
  }

  /** A whole number from {@code minimum} to {@code maximum}, both included. */
  public int integer(String key, int otherwise, int minimum, int maximum) {
    return (int) longValue(key, otherwise, minimum, maximum);
  }

  /** A whole number from {@code minimum} to {@code maximum}, both included. */
  public long longValue(String key, long otherwise, long minimum, long maximum) {
    String allowed =
        maximum == Long.MAX_VALUE
            ? "must be a whole number of at least " + minimum
            : "must be between " + minimum + " and " + maximum;
    return value(
        key,
        Long.toString(otherwise),
        allowed,
        text -> within(Long.valueOf(text.replace("_", "")), minimum, maximum),
        otherwise);
  }

  /** A size in bytes: {@code 1048576}, {@code 1024KiB} or {@code 1MiB}. */
  public long bytes(String key, long otherwise, long minimum, long maximum) {
    return value(
        key,
        Quantities.formatBytes(otherwise),
        "must be a size such as 65536, 64KiB or 1MiB between "
            + Quantities.formatBytes(minimum)
            + " and "
            + Quantities.formatBytes(maximum),
        text -> within(Quantities.parseBytes(text), minimum, maximum),
        otherwise);
  }

  /** A duration: {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d} or ISO 8601. */
  public Duration duration(String key, Duration otherwise, Duration minimum, Duration maximum) {
    return value(
        key,
        Quantities.format(otherwise),
        "must be a duration such as 250ms, 5s or 2m between "
            + Quantities.format(minimum)
            + " and "
            + Quantities.format(maximum),
        text -> within(Quantities.parseDuration(text), minimum, maximum),
        otherwise);
  }

  /** One of an enum's constants, written in lower case with hyphens. */
  public <E extends Enum<E>> E choice(String key, E otherwise) {
    E[] all = otherwise.getDeclaringClass().getEnumConstants();
    return value(
        key,
        kebab(otherwise),
        "must be one of "
            + Arrays.stream(all).map(Settings::kebab).collect(Collectors.joining(", ")),
        text ->
            Arrays.stream(all).filter(each -> kebab(each).equals(text)).findFirst().orElseThrow(),
        otherwise);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String key, boolean otherwise) {
    return value(
        key,
        Boolean.toString(otherwise),
        "must be true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException(text);
            },
        otherwise);
  }

  /** An absolute http or https URI. */
  public URI uri(String key, URI otherwise) {
    return value(key, otherwise.toString(), HTTP_URI, Settings::httpUri, otherwise);
  }

  /** One or more absolute http or https URIs, separated by commas. */
  public List<URI> uriList(String key, List<URI> otherwise) {
    return value(
        key,
        otherwise.stream().map(URI::toString).collect(Collectors.joining(",")),
        "must be one or more http or https URIs separated by commas",
        text -> list(text, Settings::httpUri),
        otherwise);
  }

  /** One or more {@code host:port}, separated by commas. */
  public List<HostPort> hostPorts(String key, List<HostPort> otherwise) {
    return value(
        key,
        HostPort.join(otherwise),
        "must be one or more host:port separated by commas",
        text -> list(text, HostPort::parse),
        otherwise);
  }

  /** A path in the file system; whether it exists is the service's to say. */
  public Path path(String key, Path otherwise) {
    return value(
        key, otherwise.toString(), "must be a path", text -> Path.of(notBlank(text)), otherwise);
  }

  /**
   * Everything below {@code prefix} (which ends in a dot), with the prefix removed and nothing
   * checked: settings handed on to a library, such as {@code kafka.producer.linger.ms}. A variable
   * {@code SITEHUB_KAFKA_PRODUCER_LINGER_MS} reads as {@code linger.ms}.
   */
  public Map<String, String> below(String prefix) {
    prefixes.add(prefix);
    Map<String, String> found = new TreeMap<>();
    source
        .file()
        .forEach((key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), value.strip());
          }
        });
    String variables = SettingsSource.variable(prefix);
    source
        .environment()
        .forEach((name, value) -> {
          if (name.startsWith(variables)) {
            String rest = name.substring(variables.length());
            found.put(rest.toLowerCase(Locale.ROOT).replace('_', '.'), value.strip());
          }
        });
    found.forEach((key, value) ->
        effective.put(prefix + key, UnknownKeys.isSecret(key) ? Secret.REDACTED : value));
    return found;
  }

  private <T> T value(
      String key,
      @Nullable String otherwise,
      String allowed,
      Function<String, T> parse,
      T fallback) {
    known.add(key);
    Named named = source.find(key);
    if (named == null) {
      effective.put(key, otherwise == null ? "" : otherwise);
      if (otherwise == null) {
        problems.add(new ConfigProblem(key, "", allowed));
      }
      return fallback;
    }
    effective.put(key, named.value());
    try {
      return parse.apply(named.value());
    } catch (RuntimeException e) {
      problems.add(new ConfigProblem(named.writtenAs(), named.value(), allowed));
      return fallback;
    }
  }

  private static final String HTTP_URI = "must be an http or https URI such as http://host:port";

  private static URI httpUri(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null
        || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException(text);
    }
    return uri;
  }

  private static <T> List<T> list(String text, Function<String, T> parse) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(parse).toList();
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("blank");
    }
    return text;
  }

  private static <T extends Comparable<T>> T within(T value, T minimum, T maximum) {
    if (value.compareTo(minimum) < 0 || value.compareTo(maximum) > 0) {
      throw new IllegalArgumentException(value + " is out of range");
    }
    return value;
  }

  private static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
