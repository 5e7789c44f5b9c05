package io.sitehub.connectors.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/**
 * Asks for access tokens with the client credentials grant (RFC 6749, 4.4). The client shows itself
 * by HTTP Basic authentication, which every server has to support (2.3.1).
 */
final class TokenEndpoint {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longest time before its end at which a token is no longer used. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** RFC 6750, 2.1. */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private static final Pattern ERROR_CODE = Pattern.compile("[a-z_]{1,40}");

  /**
   * Who asks whom for what.
   *
   * @param scope may be empty: what the server gives by itself
   */
  record Client(URI address, String id, Password secret, String scope) {}

  private final Client client;
  private final BoundedHttp http;
  private final Clocks clocks;

  TokenEndpoint(Client client, BoundedHttp http, Clocks clocks) {
    this.client = client;
    this.http = http;
    this.clocks = clocks;
  }

  /**
   * Asks for a token.
   *
   * @throws InterruptedException when the thread is interrupted
   */
  TokenAnswer ask(Deadline deadline) throws InterruptedException {
    return switch (http.send(request(), deadline)) {
      case Reply.None(String why) -> tryAgain(Duration.ZERO, why);
      case Reply.Received reply when reply.status() == 200 -> read(reply);
      case Reply.Received reply when isTemporary(reply.status()) ->
          tryAgain(RetryAfter.of(reply.headers(), clocks.wall()), "answered " + reply.status());
      case Reply.Received reply ->
          wrongSetup(
              "answered "
                  + reply.status()
                  + errorCode(reply.text())
                  + "; check oauth.token.url, oauth.client.id, oauth.client.secret, oauth.scope");
    };
  }

  private HttpRequest request() {
    String body =
        "grant_type=client_credentials"
            + (client.scope().isEmpty() ? "" : "&scope=" + encode(client.scope()));
    String credentials = encode(client.id()) + ":" + encode(client.secret().value());
    return HttpRequest.newBuilder(client.address())
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private TokenAnswer read(Reply.Received reply) {
    JsonNode answer = json(reply.text());
    String text = answer.path("access_token").asText("");
    if (!"bearer".equalsIgnoreCase(answer.path("token_type").asText("bearer"))) {
      return wrongSetup("gives tokens that are not bearer tokens; check oauth.token.url");
    }
    if (!TOKEN.matcher(text).matches()) {
      return wrongSetup("answered 200 without an access token; check oauth.token.url");
    }
    long lifeSeconds = answer.path("expires_in").asLong(-1);
    return new TokenAnswer.Granted(new AccessToken(text, staleAt(lifeSeconds)));
  }

  private Optional<Deadline> staleAt(long lifeSeconds) {
    if (lifeSeconds < 0) {
      return Optional.empty();
    }
    Duration life = Duration.ofSeconds(Math.min(lifeSeconds, Duration.ofDays(365).toSeconds()));
    Duration tenth = life.dividedBy(10);
    return Optional.of(clocks.in(life.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN)));
  }

  private static boolean isTemporary(int status) {
    return status >= 500 || status == 408 || status == 425 || status == 429;
  }

  /** The error code of RFC 6749, 5.2, where there is one. */
  private static String errorCode(String text) {
    String code = json(text).path("error").asText("");
    return ERROR_CODE.matcher(code).matches() ? " (" + code + ")" : "";
  }

  private static JsonNode json(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return tree == null ? MissingNode.getInstance() : tree;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static TokenAnswer tryAgain(Duration after, String why) {
    return new TokenAnswer.Failed(new Answer.TryAgain(after, "oauth.token.url: " + why));
  }

  private static TokenAnswer wrongSetup(String advice) {
    return new TokenAnswer.Failed(new Answer.WrongSetup("oauth.token.url " + advice));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
