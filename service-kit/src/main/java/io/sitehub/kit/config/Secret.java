package io.sitehub.kit.config;

/**
 * A configured value that must not be shown: {@link #toString} redacts it, so a record that holds
 * one can be logged.
 *
 * @param reveal the value itself
 */
public record Secret(String reveal) {
  static final String REDACTED = "[redacted]";

  /** Always {@code [redacted]}. */
  @Override
  public String toString() {
    return REDACTED;
  }
}
