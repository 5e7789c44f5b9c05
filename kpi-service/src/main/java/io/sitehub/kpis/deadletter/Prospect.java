package io.sitehub.kpis.deadletter;

/**
 * What publishing a dead letter once more can come to: it is read by the release that runs now, in
 * the state that there is now.
 *
 * @param possible whether anything can come of it
 * @param advice when, or why not
 */
record Prospect(boolean possible, String advice) {

  /**
   * That of a letter.
   *
   * @param reason as docs/dead-letters.md has it; one of a newer release may be worth a try
   * @param whole whether the letter still has the record
   * @param ofEvents whether the record was one of the log of events
   */
  static Prospect of(String reason, boolean whole, boolean ofEvents) {
    if (reason.equals("unusable-order")) {
      return no("Orders are not redriven: newer ones may stand. Change the order in the ERP.");
    }
    if (!ofEvents) {
      return no("Settings are not redriven: newer ones may stand. Set it again through the API.");
    }
    if (!whole) {
      return no("The letter has only the hash of the record, which was too large.");
    }
    return switch (reason) {
      case "unknown-type" -> yes("Once processors have a release that knows the type.");
      case "unknown-schema" -> yes("Once the registry has the schema again.");
      case "wrong-partition" -> yes("It is published where its site belongs.");
      case "too-many-waiting" -> yes("Once what the corrections wait for has come.");
      case "malformed-attributes", "site-mismatch", "undecodable", "type-mismatch" ->
          yes("Only if a newer release reads it: the record itself stays wrong.");
      case "too-large" -> no("It stays too large.");
      case "name-reused" -> no("The name is taken by the event that stands.");
      case "corrects-itself", "impossible-target" -> no("The correction itself stays wrong.");
      case "visit-full", "visit-retired" ->
          no("Its name is taken: it would pass for a repeat. Publish it under a new name.");
      default -> yes("This release does not know the reason.");
    };
  }

  private static Prospect yes(String advice) {
    return new Prospect(true, advice);
  }

  private static Prospect no(String advice) {
    return new Prospect(false, advice);
  }
}
