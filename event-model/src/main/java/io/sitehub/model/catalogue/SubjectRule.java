package io.sitehub.model.catalogue;

/**
 * Whether events of a type name a visit in the CloudEvents attribute {@code subject}; declared by
 * {@code @subject} in the schema.
 */
public enum SubjectRule {
  /** The event belongs to a visit and must name it. */
  REQUIRED,
  /** The event may belong to a visit. */
  OPTIONAL,
  /** The event is about something else; naming a visit is a violation. */
  NONE;

  /** Whether an event with, or without, a subject obeys this rule. */
  public boolean allows(boolean subjectPresent) {
    return switch (this) {
      case REQUIRED -> subjectPresent;
      case OPTIONAL -> true;
      case NONE -> !subjectPresent;
    };
  }
}
