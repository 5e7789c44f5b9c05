package io.sitehub.connectors.http;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What each status of the ERP means. One that is in none of the sets is a refusal from 400 on;
 * below that nothing says that the ticket was taken, and nothing that it was not.
 *
 * @param success the ERP has the ticket
 * @param retry the ERP could not say
 * @param setup the ERP would say so to any ticket
 * @param wall to read {@code Retry-After}
 */
record AnswerRules(Statuses success, Statuses retry, Statuses setup, InstantSource wall) {

  private static final int REASON_LIMIT_CHARS = 1_000;

  /** What a reply means. */
  Answer read(Reply reply) {
    return switch (reply) {
      case Reply.None(String why) -> new Answer.TryAgain(Duration.ZERO, why);
      case Reply.Received received -> read(received);
    };
  }

  private Answer read(Reply.Received reply) {
    int status = reply.status();
    if (success.contains(status)) {
      return new Answer.Accepted();
    }
    if (retry.contains(status)) {
      return new Answer.TryAgain(
          RetryAfter.of(reply.headers(), wall), "the ERP answered " + status);
    }
    if (setup.contains(status) || status < 400) {
      return new Answer.WrongSetup(advice(reply));
    }
    return new Answer.Refused(reason(status, reply.text().strip()));
  }

  private static String reason(int status, String text) {
    if (text.isEmpty()) {
      return Integer.toString(status);
    }
    int end = Math.min(text.length(), REASON_LIMIT_CHARS);
    boolean splitsPair = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return status + ": " + text.substring(0, splitsPair ? end - 1 : end);
  }

  private static String advice(Reply.Received reply) {
    int status = reply.status();
    String answered = "the ERP answered " + status + ": ";
    return switch (status) {
      case 401, 403 ->
          answered
              + "it does not let the connector in; check auth and the keys that go with it,"
              + " and what the ERP allows that account";
      case 404, 405, 410 -> answered + "tickets are not taken at this address; check erp.url";
      case 415 -> answered + "it does not take this format; check body.content.type";
      case 301, 302, 303, 307, 308 ->
          answered
              + "it takes tickets elsewhere and redirects are not followed; set erp.url to "
              + reply.headers().firstValue("Location").orElse("the new address");
      default ->
          answered + "check erp.url; if the status is about the ticket, change setup.statuses";
    };
  }
}
