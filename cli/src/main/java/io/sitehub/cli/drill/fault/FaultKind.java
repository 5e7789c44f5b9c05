package io.sitehub.cli.drill.fault;

import io.sitehub.cli.drill.ground.Ground;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Every kind of harm there is, and what it can be done to. */
public enum FaultKind {
  /** SIGKILL: the process is gone between two instructions. */
  KILL(Needs.NOTHING, Role.ofSite(), 0),
  /** SIGTERM: the process ends in order, and nobody told its supervisor. */
  TERMINATE(Needs.NOTHING, Role.ofSite(), 0),
  /** SIGSTOP, later SIGCONT: a long pause; the process wakes up in a world that went on. */
  FREEZE(Needs.NOTHING, Role.ofSite(), 8),
  /** A gateway dies when the log has acknowledged and the client has not heard of it. */
  KILL_BEFORE_ANSWER(Needs.NOTHING, EnumSet.of(Role.GATEWAY), 0),
  /** The clock of a terminal is two hours fast. */
  CLOCK_JUMP(Needs.NOTHING, EnumSet.noneOf(Role.class), 8),
  /** Nothing arrives, nothing gets out. */
  CUT_OFF(Needs.NETWORK, Role.ofSite(), 8),
  /** It hears the others, they do not hear it. */
  CUT_SENDING(Needs.NETWORK, Role.ofSite(), 8),
  /** They hear it, it does not hear them. */
  CUT_RECEIVING(Needs.NETWORK, Role.ofSite(), 8),
  /** What it sends crawls. */
  SLOW_LINK(Needs.NETWORK, Role.ofSite(), 8),
  /** Not a byte fits on its disk any more. */
  FULL_DISK(Needs.DISK, EnumSet.of(Role.BROKER, Role.PROCESSOR), 6),
  /** Its disk takes a write now and then, and hangs in between. */
  SLOW_DISK(Needs.DISK, EnumSet.of(Role.BROKER, Role.PROCESSOR), 8);

  private enum Needs {
    NOTHING,
    NETWORK,
    DISK
  }

  private final Needs needs;
  private final Set<Role> roles;
  private final int usualSeconds;

  FaultKind(Needs needs, Set<Role> roles, int usualSeconds) {
    this.needs = needs;
    this.roles = roles;
    this.usualSeconds = usualSeconds;
  }

  /** How it is written: {@code slow-link}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind written like this. */
  public static Optional<FaultKind> of(String label) {
    return Arrays.stream(values()).filter(kind -> kind.label().equals(label)).findFirst();
  }

  /** Whether it is done to a terminal and not to a process of the site. */
  public boolean concernsTerminals() {
    return roles.isEmpty();
  }

  /** Whether it can be done to processes of this role at all. */
  public boolean concerns(Role role) {
    return roles.contains(role);
  }

  /** Whether it can be done to this process on this ground. */
  public boolean isPossible(Instance target, Ground ground) {
    return concerns(target.role())
        && switch (needs) {
          case NOTHING -> true;
          case NETWORK -> ground.network().isPresent();
          case DISK -> ground.disks().containsKey(target.name());
        };
  }

  /**
   * What a site on this ground lacks for it, whatever the target.
   *
   * @return empty when nothing is lacking; else why it cannot be done, for people
   */
  public Optional<String> lacks(Ground ground) {
    return switch (needs) {
      case NOTHING -> Optional.empty();
      case NETWORK ->
          ground.network().isPresent()
              ? Optional.empty()
              : Optional.of(
                  "it needs a network namespace for each process, and on loopback there is no"
                      + " link that could be harmed");
      case DISK ->
          ground.disks().isEmpty()
              ? Optional.of(
                  "it needs small disks of their own for some processes, and this site shares the"
                      + " disk of its machine")
              : Optional.empty();
    };
  }

  /** How long it usually lasts, in seconds; 0 when it is over at once. */
  public int usualSeconds() {
    return usualSeconds;
  }
}
