package io.sitehub.connectors.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold between keys, those of Connect included. A key whose value is wrong by itself
 * has no value here, and is not spoken of again.
 */
final class CrossChecks {

  private static final String CONVERTER = "org.apache.kafka.connect.converters.ByteArrayConverter";

  /** The names under which a worker finds that class. */
  private static final Set<String> CONVERTER_NAMES =
      Set.of(CONVERTER, "ByteArrayConverter", "ByteArray");

  private static final String TOLERANCE = "errors.tolerance";
  private static final String DEAD_LETTER_TOPIC = "errors.deadletterqueue.topic.name";
  private static final String DEAD_LETTER_CONTEXT = "errors.deadletterqueue.context.headers.enable";
  private static final String LOGGED_ERRORS = "errors.log.enable";
  private static final String ISOLATION = "consumer.override.isolation.level";
  private static final String POLL_INTERVAL = "consumer.override.max.poll.interval.ms";

  /** How long the schema registry may be asked before the first request. */
  private static final int REGISTRY_MS = 10_000;

  /**
   * Something that does not go together.
   *
   * @param key where it is best mended
   * @param text what is wrong, naming the keys
   */
  record Problem(String key, String text) {}

  private final Map<String, ? extends @Nullable Object> values;
  private final Map<String, String> settings;
  private final List<Problem> problems = new ArrayList<>();

  private CrossChecks(
      Map<String, ? extends @Nullable Object> values, Map<String, String> settings) {
    this.values = values;
    this.settings = settings;
  }

  /**
   * All problems.
   *
   * @param values of the connector's own keys, as their types have them
   * @param settings everything that was set, as it was written
   */
  static List<Problem> of(
      Map<String, ? extends @Nullable Object> values, Map<String, String> settings) {
    CrossChecks checks = new CrossChecks(values, settings);
    checks.credentials();
    checks.statuses();
    checks.times();
    checks.converter("key.converter");
    checks.converter("value.converter");
    checks.deadLetters();
    checks.isolation();
    return List.copyOf(checks.problems);
  }

  /** Tickets are written in transactions, and Connect reads aborted ones too unless it is told. */
  private void isolation() {
    if (!"read_committed".equals(settings.get(ISOLATION))) {
      add(
          ISOLATION,
          ISOLATION
              + " must be read_committed: a ticket of a transaction that was aborted was never"
              + " issued");
    }
  }

  private void credentials() {
    if (!(values.get(HttpSinkConfig.AUTH) instanceof String word)) {
      return;
    }
    for (AuthKind kind : AuthKind.values()) {
      for (String key : kind.neededKeys().stream().sorted().toList()) {
        boolean chosen = kind.word().equals(word);
        boolean set = isSet(key);
        if (chosen && !set) {
          add(key, key + " must be set when auth is " + word);
        } else if (!chosen && set) {
          add(key, key + " is set, but auth is " + word + "; set auth to " + kind.word());
        }
      }
    }
  }

  private void statuses() {
    disjoint(HttpSinkConfig.SUCCESS_STATUSES, HttpSinkConfig.RETRY_STATUSES);
    disjoint(HttpSinkConfig.SUCCESS_STATUSES, HttpSinkConfig.SETUP_STATUSES);
    disjoint(HttpSinkConfig.RETRY_STATUSES, HttpSinkConfig.SETUP_STATUSES);
  }

  private void disjoint(String one, String other) {
    if (values.get(one) instanceof List<?> these && values.get(other) instanceof List<?> those) {
      List<Integer> shared = parse(these).sharedWith(parse(those));
      if (!shared.isEmpty()) {
        add(other, other + " and " + one + " both have " + shared + "; a status means one thing");
      }
    }
  }

  private static Statuses parse(List<?> items) {
    return Statuses.parse(items.stream().map(String.class::cast).toList());
  }

  private void times() {
    notLonger(HttpSinkConfig.CONNECT_TIMEOUT_MS, HttpSinkConfig.REQUEST_TIMEOUT_MS);
    notLonger(HttpSinkConfig.REQUEST_TIMEOUT_MS, HttpSinkConfig.PUT_TIMEOUT_MS);
    notLonger(HttpSinkConfig.RETRY_BACKOFF_MS, HttpSinkConfig.RETRY_BACKOFF_MAX_MS);
    String interval = settings.get(POLL_INTERVAL);
    if (interval != null
        && interval.matches("[0-9]{1,9}")
        && values.get(HttpSinkConfig.PUT_TIMEOUT_MS) instanceof Integer putMs
        && putMs + REGISTRY_MS >= Integer.parseInt(interval)) {
      add(
          HttpSinkConfig.PUT_TIMEOUT_MS,
          "%s and the %d ms that the schema registry has must be less than %s, which is %s"
              .formatted(HttpSinkConfig.PUT_TIMEOUT_MS, REGISTRY_MS, POLL_INTERVAL, interval));
    }
  }

  private void notLonger(String shorter, String longer) {
    if (values.get(shorter) instanceof Integer shortMs
        && values.get(longer) instanceof Integer longMs
        && shortMs > longMs) {
      add(shorter, "%s must not exceed %s, which is %d".formatted(shorter, longer, longMs));
    }
  }

  private void converter(String key) {
    String set = settings.get(key);
    if (set != null && !CONVERTER_NAMES.contains(set)) {
      add(key, key + " must be " + CONVERTER + ": tickets are decoded by the connector");
    }
  }

  /** Without a dead-letter topic a refused ticket stops the task, which is allowed. */
  private void deadLetters() {
    boolean hasTopic = isSet(DEAD_LETTER_TOPIC);
    if (hasTopic && !"all".equals(settings.get(TOLERANCE))) {
      add(
          TOLERANCE,
          TOLERANCE
              + " must be all where "
              + DEAD_LETTER_TOPIC
              + " is set, or the first ticket"
              + " that the ERP refuses stops the task");
    }
    if (hasTopic && !"true".equalsIgnoreCase(settings.get(DEAD_LETTER_CONTEXT))) {
      add(
          DEAD_LETTER_CONTEXT,
          DEAD_LETTER_CONTEXT
              + " must be true where "
              + DEAD_LETTER_TOPIC
              + " is set: the headers hold what the ERP answered");
    }
    if (!hasTopic && "true".equalsIgnoreCase(settings.get(LOGGED_ERRORS))) {
      add(
          DEAD_LETTER_TOPIC,
          DEAD_LETTER_TOPIC
              + " must be set where "
              + LOGGED_ERRORS
              + " is true, or a ticket that the ERP refuses is in the log of a worker only");
    }
  }

  private boolean isSet(String key) {
    String text = settings.get(key);
    return text != null && !text.isBlank();
  }

  private void add(String key, String text) {
    problems.add(new Problem(key, text));
  }
}
