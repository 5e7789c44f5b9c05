package io.sitehub.connectors.http;

import io.sitehub.model.state.Ticket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;

/** Posts tickets to the ERP. May be used by any number of threads. */
final class Erp {

  private static final int UNAUTHORIZED = 401;

  /**
   * What requests look like.
   *
   * @param array whether a request's body is an array of tickets, even of one
   */
  record Format(URI address, String contentType, TicketBody body, boolean array) {}

  private final Format format;
  private final Authorization authorization;
  private final AnswerRules rules;
  private final BoundedHttp http;

  Erp(Format format, Authorization authorization, AnswerRules rules, BoundedHttp http) {
    this.format = format;
    this.authorization = authorization;
    this.rules = rules;
    this.http = http;
  }

  /**
   * Posts tickets in one request, and once more with another credential when the ERP answers 401.
   *
   * @param tickets one, or several where the format is an array
   * @throws InterruptedException when the thread is interrupted; what the ERP did is not known
   */
  Answer post(List<Ticket> tickets, Deadline deadline) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(format.address())
            .header("Content-Type", format.contentType())
            .header("Idempotency-Key", IdempotencyKey.of(tickets).text())
            .POST(BodyPublishers.ofString(body(tickets)));
    Credential credential = authorization.credential(deadline);
    if (credential instanceof Credential.Unavailable(Answer why)) {
      return why;
    }
    Reply reply = http.send(with(credential, request), deadline);
    if (reply.has(UNAUTHORIZED) && authorization.replace(credential)) {
      Credential another = authorization.credential(deadline);
      if (another instanceof Credential.Unavailable(Answer why)) {
        return why;
      }
      reply = http.send(with(another, request), deadline);
    }
    return rules.read(reply);
  }

  private static HttpRequest with(Credential credential, HttpRequest.Builder request) {
    if (credential instanceof Credential.Header(String name, String value)) {
      request.setHeader(name, value);
    }
    return request.build();
  }

  private String body(List<Ticket> tickets) {
    return format.array()
        ? tickets.stream().map(format.body()::of).collect(Collectors.joining(",", "[", "]"))
        : format.body().of(tickets.getFirst());
  }
}
