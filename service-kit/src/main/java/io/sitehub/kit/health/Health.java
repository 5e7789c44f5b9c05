package io.sitehub.kit.health;

/** What a health check found. */
public sealed interface Health {

  /** As it should be. */
  record Ready(String reason) implements Health {}

  /** Not as it should be: do not send work here. */
  record NotReady(String reason) implements Health {}

  /** Fine, without more to say. */
  static Health ready() {
    return new Ready("ok");
  }

  /** Fine, and why one may think so. */
  static Health ready(String reason) {
    return new Ready(reason);
  }

  /** Not fine, and why. */
  static Health notReady(String reason) {
    return new NotReady(reason);
  }

  /** Whether work may be sent here. */
  default boolean isReady() {
    return this instanceof Ready;
  }

  /** Why, in words for an operator. */
  String reason();
}
