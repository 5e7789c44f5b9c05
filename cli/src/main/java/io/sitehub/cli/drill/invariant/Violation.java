package io.sitehub.cli.drill.invariant;

/**
 * Something that must never be.
 *
 * @param invariant name of the one that does not hold
 * @param what in which it does not hold, for people
 */
public record Violation(String invariant, String what) {
  @Override
  public String toString() {
    return invariant + ": " + what;
  }
}
