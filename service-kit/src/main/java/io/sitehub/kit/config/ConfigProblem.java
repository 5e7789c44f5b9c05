package io.sitehub.kit.config;

/**
 * One thing wrong with the configuration.
 *
 * @param key the key as its author wrote it: {@code http.port}, or {@code SITEHUB_HTTP_PORT} when
 *     the value came from the environment
 * @param value the offending value, redacted when the key holds a secret, empty when there is none
 * @param allowed what is allowed instead
 */
public record ConfigProblem(String key, String value, String allowed) {

  /** {@code http.port=99999: must be between 0 and 65535}. */
  @Override
  public String toString() {
    return key + "=" + value + ": " + allowed;
  }
}
