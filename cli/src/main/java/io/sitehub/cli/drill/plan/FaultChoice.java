package io.sitehub.cli.drill.plan;

import io.sitehub.cli.drill.fault.FaultKind;
import io.sitehub.cli.site.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Faults that somebody wants, written {@code kill} or {@code kill-processor}.
 *
 * @param kind what happens
 * @param role to a process of which role; empty for any
 */
public record FaultChoice(FaultKind kind, Optional<Role> role) {

  /**
   * Reads a choice.
   *
   * @throws IllegalArgumentException saying what is wrong with it and what there is
   */
  public static FaultChoice of(String text) {
    Optional<FaultKind> whole = FaultKind.of(text);
    if (whole.isPresent()) {
      return new FaultChoice(whole.get(), Optional.empty());
    }
    for (Role role : Role.values()) {
      String ending = "-" + role.label();
      if (text.endsWith(ending)) {
        Optional<FaultKind> kind = FaultKind.of(text.substring(0, text.length() - ending.length()));
        if (kind.isPresent() && !kind.get().concerns(role)) {
          throw new IllegalArgumentException(
              kind.get().label() + " is not done to a " + role.label());
        }
        if (kind.isPresent()) {
          return new FaultChoice(kind.get(), Optional.of(role));
        }
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no fault; faults are %s, and each with -broker, -processor and so on behind it"
            .formatted(
                text,
                Arrays.stream(FaultKind.values())
                    .map(FaultKind::label)
                    .collect(Collectors.joining(", "))));
  }

  /** As it is written. */
  public String text() {
    return kind.label() + role.map(each -> "-" + each.label()).orElse("");
  }
}
