package io.sitehub.model.registry;

import java.util.List;

/** Why the registry did not do what was asked, and so what to do about it. */
public sealed interface RegistryFailure {

  /**
   * No server answered in time, or each said that it cannot now. Ask again later; nothing is wrong
   * with the question.
   *
   * @param detail the last thing that went wrong
   * @param attempts how often it was tried
   */
  record Unavailable(String detail, int attempts) implements RegistryFailure {}

  /**
   * There is no such schema or subject. Asking again helps only after somebody has registered it.
   *
   * @param errorCode the protocol's error code: 40401 subject, 40402 version, 40403 schema
   * @param detail the registry's words
   */
  record NotFound(int errorCode, String detail) implements RegistryFailure {

    /** Whether the registry says in so many words that it has no schema with the id asked for. */
    public boolean schemaMissing() {
      return errorCode == 40_403;
    }
  }

  /**
   * The schema may not become a version of the subject. The schema has to change.
   *
   * @param reasons in the registry's words, if it gives any
   */
  record Incompatible(String subject, List<String> reasons) implements RegistryFailure {}

  /**
   * The registry understood and refuses, or answers what this client does not understand. Do not
   * ask again.
   *
   * @param status HTTP status
   * @param errorCode the protocol's error code, or 0
   * @param detail the registry's words
   */
  record Rejected(int status, int errorCode, String detail) implements RegistryFailure {}

  /** Whether the same question may get an answer later. */
  default boolean retryable() {
    return this instanceof Unavailable;
  }
}
