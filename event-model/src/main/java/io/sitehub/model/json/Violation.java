package io.sitehub.model.json;

/**
 * Something wrong with a JSON text.
 *
 * @param pointer where: a JSON pointer (RFC 6901)
 * @param rule which rule is violated
 * @param detail what is wrong and what is allowed, for the person who wrote the sender
 */
public record Violation(String pointer, Rule rule, String detail) {
  @Override
  public String toString() {
    return pointer + ": " + detail + " (" + rule.code() + ")";
  }
}
