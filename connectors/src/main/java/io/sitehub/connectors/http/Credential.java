package io.sitehub.connectors.http;

/** What a request shows to be let in. */
sealed interface Credential {

  /** Nothing: the ERP lets everybody in. */
  record Unneeded() implements Credential {}

  /** A header. */
  record Header(String name, String value) implements Credential {

    /** Without the value: it is a secret. */
    @Override
    public String toString() {
      return "Header[name=" + name + ", value=[hidden]]";
    }
  }

  /**
   * There is none now, so nothing can be posted.
   *
   * @param why {@link Answer.TryAgain} or {@link Answer.WrongSetup}
   */
  record Unavailable(Answer why) implements Credential {}
}
