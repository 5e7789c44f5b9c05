package io.sitehub.connectors.http;

import java.time.Duration;

/** What the ERP's answer means for what was posted, and so what to do next. */
sealed interface Answer {

  /** The ERP has it, perhaps from an earlier attempt. Go on with the next. */
  record Accepted() implements Answer {}

  /**
   * The ERP may or may not have it. Post the same again under the same key.
   *
   * @param after how long the ERP wants to be left alone; zero where it does not say
   * @param why in words for a log
   */
  record TryAgain(Duration after, String why) implements Answer {}

  /**
   * The ERP would say this to any ticket: the connector is not set up as the ERP expects. Tickets
   * wait, and somebody has to be told what to change.
   *
   * @param advice what is wrong and which setting to look at
   */
  record WrongSetup(String advice) implements Answer {}

  /**
   * The ERP does not want it as it is, and will not want it tomorrow.
   *
   * @param reason the status and the beginning of what the ERP says
   */
  record Refused(String reason) implements Answer {}
}
