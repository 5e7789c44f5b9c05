package io.sitehub.kpis.route;

/** In which role a processor holds a partition. */
public enum Role {
  /** It takes the partition's events in: its state is the newest there is. */
  ACTIVE,
  /** It follows the active one, a little behind. */
  STANDBY;

  /** The name in headers and answers: lower case. */
  public String text() {
    return this == ACTIVE ? "active" : "standby";
  }

  /**
   * The role of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Role of(String text) {
    return switch (text) {
      case "active" -> ACTIVE;
      case "standby" -> STANDBY;
      default -> throw new IllegalArgumentException("neither active nor standby: " + text);
    };
  }
}
