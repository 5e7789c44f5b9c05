package io.sitehub.terminal.fate;

/**
 * One rule that an event broke, as the gateway says it.
 *
 * @param pointer JSON Pointer (RFC 6901) into the event
 * @param rule the rule in kebab-case, stable across releases
 * @param detail what is wrong and what is allowed, for a person
 */
public record Violation(String pointer, String rule, String detail) {}
