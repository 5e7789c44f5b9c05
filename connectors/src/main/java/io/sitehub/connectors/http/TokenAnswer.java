package io.sitehub.connectors.http;

/** What came of asking for an access token. */
sealed interface TokenAnswer {

  /** A token. */
  record Granted(AccessToken token) implements TokenAnswer {}

  /**
   * None.
   *
   * @param why {@link Answer.TryAgain} or {@link Answer.WrongSetup}
   */
  record Failed(Answer why) implements TokenAnswer {}
}
