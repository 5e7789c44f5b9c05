package io.sitehub.connectors.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * How tickets get to one ERP. Every key is described where it is defined ({@link
 * HttpSinkConfigDef}), and in docs/erp-http.md.
 */
public final class HttpSinkConfig extends AbstractConfig {

  static final String ERP_URL = "erp.url";
  static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
  static final String BODY_TEMPLATE = "body.template";
  static final String BODY_CONTENT_TYPE = "body.content.type";
  static final String BATCH_SIZE = "batch.size";
  static final String MAX_IN_FLIGHT = "max.in.flight";
  static final String AUTH = "auth";
  static final String API_KEY_HEADER = "api.key.header";
  static final String API_KEY = "api.key";
  static final String OAUTH_TOKEN_URL = "oauth.token.url";
  static final String OAUTH_CLIENT_ID = "oauth.client.id";
  static final String OAUTH_CLIENT_SECRET = "oauth.client.secret";
  static final String OAUTH_SCOPE = "oauth.scope";
  static final String SUCCESS_STATUSES = "success.statuses";
  static final String RETRY_STATUSES = "retry.statuses";
  static final String SETUP_STATUSES = "setup.statuses";
  static final String CONNECT_TIMEOUT_MS = "connect.timeout.ms";
  static final String REQUEST_TIMEOUT_MS = "request.timeout.ms";
  static final String PUT_TIMEOUT_MS = "put.timeout.ms";
  static final String RETRY_BACKOFF_MS = "retry.backoff.ms";
  static final String RETRY_BACKOFF_MAX_MS = "retry.backoff.max.ms";

  /** Connect's own key for the name of the connector. */
  private static final String NAME = "name";

  /**
   * Reads the configuration of a connector or of one of its tasks.
   *
   * @throws ConfigException naming every key whose value does not go with the others, or the first
   *     one whose value is wrong by itself
   */
  public HttpSinkConfig(Map<String, String> settings) {
    super(HttpSinkConfigDef.DEFINITION, settings);
    List<CrossChecks.Problem> problems = CrossChecks.of(values(), settings);
    if (!problems.isEmpty()) {
      throw new ConfigException(
          problems.stream().map(CrossChecks.Problem::text).collect(Collectors.joining("; ")));
    }
  }

  /** The name of the connector; empty outside of Connect. */
  String connectorName() {
    return originalsStrings().getOrDefault(NAME, "");
  }

  List<URI> schemaRegistries() {
    return getList(SCHEMA_REGISTRY_URL).stream().map(URI::create).toList();
  }

  int batchSize() {
    return getInt(BATCH_SIZE);
  }

  int maxInFlight() {
    return getInt(MAX_IN_FLIGHT);
  }

  Duration connectTimeout() {
    return millis(CONNECT_TIMEOUT_MS);
  }

  Duration requestTimeout() {
    return millis(REQUEST_TIMEOUT_MS);
  }

  Duration putTimeout() {
    return millis(PUT_TIMEOUT_MS);
  }

  Duration retryBackoff() {
    return millis(RETRY_BACKOFF_MS);
  }

  Duration longestRetryBackoff() {
    return millis(RETRY_BACKOFF_MAX_MS);
  }

  AnswerRules answerRules(Clocks clocks) {
    return new AnswerRules(
        Statuses.parse(getList(SUCCESS_STATUSES)),
        Statuses.parse(getList(RETRY_STATUSES)),
        Statuses.parse(getList(SETUP_STATUSES)),
        clocks.wall());
  }

  Erp.Format format() {
    String template = getString(BODY_TEMPLATE);
    return new Erp.Format(
        URI.create(getString(ERP_URL)),
        getString(BODY_CONTENT_TYPE),
        template.isEmpty() ? TicketBody.ALL_FIELDS : BodyTemplate.parse(template),
        batchSize() > 1);
  }

  Authorization authorization(BoundedHttp http, Clocks clocks) {
    return switch (AuthKind.byWord(getString(AUTH))) {
      case NONE -> new Authorization.None();
      case API_KEY -> new Authorization.ApiKey(getString(API_KEY_HEADER), getPassword(API_KEY));
      case OAUTH2 ->
          new Authorization.ClientCredentials(
              new TokenCache(new TokenEndpoint(oauthClient(), http, clocks)));
    };
  }

  private TokenEndpoint.Client oauthClient() {
    Password secret = getPassword(OAUTH_CLIENT_SECRET);
    return new TokenEndpoint.Client(
        URI.create(getString(OAUTH_TOKEN_URL)),
        getString(OAUTH_CLIENT_ID),
        secret,
        getString(OAUTH_SCOPE));
  }

  private Duration millis(String key) {
    return Duration.ofMillis(getInt(key));
  }
}
