package io.sitehub.model.registry;

/** What came back from the servers of the registry. */
sealed interface RegistryReply {

  /** A server answered, well or badly. */
  record Received(int status, String body) implements RegistryReply {}

  /** None answered before the deadline. */
  record None(String detail, int attempts) implements RegistryReply {}
}
