package io.sitehub.connectors.http;

import static io.sitehub.connectors.http.ConfigRules.present;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonNullValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/** The keys of {@link HttpSinkConfig}: what each is for, and what it may be. */
final class HttpSinkConfigDef {

  private static final int HOUR_MS = 3_600_000;

  /** All keys. */
  static final ConfigDef DEFINITION = new HttpSinkConfigDef().define();

  private final ConfigDef keys = new ConfigDef();
  private String group = "";
  private int order;

  private HttpSinkConfigDef() {}

  private ConfigDef define() {
    tickets();
    credentials();
    answers();
    times();
    return keys;
  }

  private void tickets() {
    group("Tickets");
    key(
        HttpSinkConfig.ERP_URL,
        new Kind(Type.STRING, ConfigDef.NO_DEFAULT_VALUE, present(ConfigRules.httpAddress())),
        HIGH,
        "Address to which tickets are posted.");
    key(
        HttpSinkConfig.SCHEMA_REGISTRY_URL,
        new Kind(Type.LIST, ConfigDef.NO_DEFAULT_VALUE, present(ConfigRules.httpAddresses())),
        HIGH,
        "Schema registries, any of which will do, such as http://127.0.0.1:8081/apis/ccompat/v7.");
    key(
        HttpSinkConfig.BODY_TEMPLATE,
        new Kind(Type.STRING, "", present(ConfigRules.template())),
        MEDIUM,
        "JSON of a ticket with ${field} where a field of it goes; empty: all its fields.");
    key(
        HttpSinkConfig.BODY_CONTENT_TYPE,
        new Kind(Type.STRING, "application/json", present(ConfigRules.jsonType())),
        LOW,
        "Media type of a request: application/json, or one that ends in +json.");
    key(
        HttpSinkConfig.BATCH_SIZE,
        new Kind(Type.INT, 1, Range.between(1, 1_000)),
        MEDIUM,
        "Most tickets in a request. 1: the body is a ticket. More: an array, even of one.");
    key(
        HttpSinkConfig.MAX_IN_FLIGHT,
        new Kind(Type.INT, 4, Range.between(1, 64)),
        MEDIUM,
        "Most requests of a task at a time; revisions of one ticket always follow each other.");
  }

  private void credentials() {
    group("Credentials");
    key(
        HttpSinkConfig.AUTH,
        new Kind(Type.STRING, AuthKind.NONE.word(), ValidString.in(AuthKind.words())),
        HIGH,
        "How the ERP lets the connector in: none, api-key or oauth2 (client credentials).");
    key(
        HttpSinkConfig.API_KEY_HEADER,
        new Kind(Type.STRING, null, ConfigRules.headerName()),
        MEDIUM,
        "With api-key: the header that carries the key, such as X-API-Key.");
    key(
        HttpSinkConfig.API_KEY,
        new Kind(Type.PASSWORD, null, ConfigRules.headerSecret()),
        MEDIUM,
        "With api-key: the key.");
    key(
        HttpSinkConfig.OAUTH_TOKEN_URL,
        new Kind(Type.STRING, null, ConfigRules.httpAddress()),
        MEDIUM,
        "With oauth2: address that gives access tokens.");
    key(
        HttpSinkConfig.OAUTH_CLIENT_ID,
        new Kind(Type.STRING, null, null),
        MEDIUM,
        "With oauth2: who the connector is there.");
    key(
        HttpSinkConfig.OAUTH_CLIENT_SECRET,
        new Kind(Type.PASSWORD, null, ConfigRules.secret()),
        MEDIUM,
        "With oauth2: its secret there.");
    key(
        HttpSinkConfig.OAUTH_SCOPE,
        new Kind(Type.STRING, "", new NonNullValidator()),
        LOW,
        "With oauth2: scopes to ask for, separated by spaces; empty: what is given unasked.");
  }

  private void answers() {
    group("Answers");
    key(
        HttpSinkConfig.SUCCESS_STATUSES,
        new Kind(Type.LIST, "2xx,409", present(ConfigRules.statuses())),
        MEDIUM,
        "Statuses by which the ERP says that it has the ticket.");
    key(
        HttpSinkConfig.RETRY_STATUSES,
        new Kind(Type.LIST, "408,425,429,5xx", present(ConfigRules.statuses())),
        MEDIUM,
        "Statuses by which it says that it cannot tell now: the same is posted again.");
    key(
        HttpSinkConfig.SETUP_STATUSES,
        new Kind(Type.LIST, "3xx,401,403,404,405,407,415", present(ConfigRules.statuses())),
        LOW,
        "Statuses that are about the connector, not the ticket: tickets wait until it is mended."
            + " Any other status from 400 on refuses the ticket.");
  }

  private void times() {
    group("Times");
    milliseconds(
        HttpSinkConfig.CONNECT_TIMEOUT_MS, 5_000, "Longest time to connect, in milliseconds.");
    milliseconds(
        HttpSinkConfig.REQUEST_TIMEOUT_MS,
        15_000,
        "Longest time from a request to the end of its answer, in milliseconds.");
    milliseconds(
        HttpSinkConfig.PUT_TIMEOUT_MS,
        30_000,
        "Longest time the task posts before it lets Connect see to its group, in milliseconds.");
    milliseconds(
        HttpSinkConfig.RETRY_BACKOFF_MS,
        500,
        "Pause after a failure, in milliseconds; it doubles with each in succession.");
    milliseconds(
        HttpSinkConfig.RETRY_BACKOFF_MAX_MS,
        60_000,
        "Longest pause, in milliseconds, whatever Retry-After asks for.");
  }

  /** What a key holds. */
  private record Kind(Type type, @Nullable Object byDefault, @Nullable Validator validator) {}

  private void group(String name) {
    group = name;
    order = 0;
  }

  private void milliseconds(String name, int byDefault, String documentation) {
    key(name, new Kind(Type.INT, byDefault, Range.between(1, HOUR_MS)), LOW, documentation);
  }

  private void key(String name, Kind kind, Importance importance, String documentation) {
    keys.define(
        name,
        kind.type(),
        kind.byDefault(),
        kind.validator(),
        importance,
        documentation,
        group,
        order++,
        kind.type() == Type.INT ? Width.SHORT : Width.LONG,
        name);
  }
}
