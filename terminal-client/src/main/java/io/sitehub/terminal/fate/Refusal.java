package io.sitehub.terminal.fate;

import java.util.List;

/**
 * Why an event was refused.
 *
 * @param status HTTP status of the gateway's answer; 0 if the event never got there because the
 *     journal found it damaged
 * @param title what kind of problem it is
 * @param detail what happened this time; may be empty
 * @param violations every rule this event broke; empty if the gateway named none
 */
public record Refusal(int status, String title, String detail, List<Violation> violations) {

  /** Copies the list. */
  public Refusal {
    violations = List.copyOf(violations);
  }
}
