package io.sitehub.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.runtime.AbstractHerder;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketHttpSinkConnectorTest {

  private final TicketHttpSinkConnector connector = new TicketHttpSinkConnector();

  private static Map<String, String> settings(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("name", "erp-http");
    settings.put("erp.url", "https://erp.example/tickets");
    settings.put("consumer.override.isolation.level", "read_committed");
    settings.put("schema.registry.url", "http://127.0.0.1:8081/apis/ccompat/v7");
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  private Map<String, List<String>> problems(Map<String, String> settings) {
    Map<String, List<String>> problems = new TreeMap<>();
    for (ConfigValue value : connector.validate(settings).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        problems.put(value.name(), value.errorMessages());
      }
    }
    return problems;
  }

  @Test
  void twoKeysAreEnough() {
    assertThat(problems(settings())).isEmpty();
  }

  @Test
  void namesEveryKeyThatIsMissing() {
    assertThat(problems(Map.of()))
        .containsOnlyKeys("erp.url", "schema.registry.url", "consumer.override.isolation.level");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "erp.url | ftp://erp/tickets | must be an http or https address",
        "erp.url | https://user:secret@erp/tickets | without a user",
        "erp.url | https://erp/a b | must be an http or https address",
        "schema.registry.url | registry:8081 | must be one http or https address or several",
        "batch.size | 0 | at least 1",
        "batch.size | many | Not a number",
        "max.in.flight | 65 | no more than 64",
        "body.content.type | text/xml | must be application/json",
        "body.template | {\"n\":${nett}} | no field for ${nett} at character 6",
        "body.template | {\"n\": | it is not JSON",
        "success.statuses | 2xx,ok | is neither a status such as 409 nor a class",
        "auth | basic | String must be one of: none, api-key, oauth2",
        "put.timeout.ms | 3600001 | no more than 3600000"
      })
  void saysWhatAKeyMayBe(String key, String value, String message) {
    // When
    Map<String, List<String>> problems = problems(settings(key, value));

    // Then
    assertThat(problems).containsOnlyKeys(key);
    assertThat(String.join("; ", problems.getOrDefault(key, List.of()))).contains(key, message);
  }

  @Test
  void aSecretIsInNoMessage() {
    // When
    Map<String, List<String>> problems =
        problems(settings("auth", "api-key", "api.key.header", "X-Key", "api.key", "s3 cret"));

    // Then
    assertThat(problems).containsOnlyKeys("api.key");
    assertThat(String.join("; ", problems.getOrDefault("api.key", List.of())))
        .contains("visible ASCII")
        .doesNotContain("s3 cret");
  }

  @Test
  void asksForTheKeysOfTheChosenCredentialsAndForNoOthers() {
    assertThat(problems(settings("auth", "oauth2", "api.key", "x")))
        .containsOnlyKeys("oauth.token.url", "oauth.client.id", "oauth.client.secret", "api.key");
    assertThat(problems(settings("auth", "api-key"))).containsOnlyKeys("api.key", "api.key.header");
    assertThat(problems(settings("api.key", "x")).get("api.key"))
        .containsExactly("api.key is set, but auth is none; set auth to api-key");
  }

  @Test
  void aStatusMeansOneThing() {
    assertThat(problems(settings("retry.statuses", "409,5xx")).get("retry.statuses"))
        .containsExactly(
            "retry.statuses and success.statuses both have [409]; a status means one thing");
  }

  @Test
  void timesFitIntoEachOther() {
    assertThat(
            problems(
                settings(
                    "connect.timeout.ms", "20000",
                    "put.timeout.ms", "10000",
                    "retry.backoff.max.ms", "100",
                    "consumer.override.max.poll.interval.ms", "20000")))
        .containsOnlyKeys(
            "connect.timeout.ms", "request.timeout.ms", "retry.backoff.ms", "put.timeout.ms");
  }

  @Test
  void recordsHaveToComeAsBytes() {
    // Given
    String right = "org.apache.kafka.connect.converters.ByteArrayConverter";
    String wrong = "org.apache.kafka.connect.json.JsonConverter";

    // When, then
    assertThat(problems(settings("key.converter", right, "value.converter", "ByteArrayConverter")))
        .isEmpty();
    assertThat(problems(settings("key.converter", wrong, "value.converter", wrong)))
        .containsOnlyKeys("key.converter", "value.converter")
        .allSatisfy((key, messages) -> assertThat(messages.getFirst()).contains(key, right));
  }

  @Test
  void deadLettersHaveToBeOfUse() {
    String topic = "errors.deadletterqueue.topic.name";
    assertThat(problems(settings(topic, "site.erp-rejected.v1")))
        .containsOnlyKeys("errors.tolerance", "errors.deadletterqueue.context.headers.enable");
    assertThat(problems(settings("errors.log.enable", "true"))).containsOnlyKeys(topic);
    assertThat(
            problems(
                settings(
                    topic,
                    "site.erp-rejected.v1",
                    "errors.tolerance",
                    "all",
                    "errors.deadletterqueue.context.headers.enable",
                    "true")))
        .isEmpty();
  }

  /** Connect puts its own findings and the connector's together, and reads values by their type. */
  @Test
  void connectShowsWhatIsSaidOfItsOwnKeys() {
    // Given
    Map<String, String> settings =
        settings("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    Map<String, ConfigKey> keys = new HashMap<>(SinkConnectorConfig.configDef().configKeys());
    keys.putAll(connector.config().configKeys());
    List<ConfigValue> values = new ArrayList<>(SinkConnectorConfig.configDef().validate(settings));
    values.addAll(connector.validate(settings).configValues());

    // When
    ConfigInfos infos =
        AbstractHerder.generateResult("any", keys, values, connector.config().groups());

    // Then
    assertThat(infos.configs())
        .filteredOn(info -> info.configValue().name().equals("key.converter"))
        .singleElement()
        .satisfies(info -> assertThat(info.configValue().errors()).hasSize(1));
  }

  @Test
  void doesNotStartWithWhatDoesNotGoTogether() {
    assertThatThrownBy(() -> connector.start(settings("auth", "api-key")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContainingAll("api.key must be set", "api.key.header must be set");
  }

  @Test
  void allTasksGetTheWholeConfiguration() {
    // When
    connector.start(settings());

    // Then
    assertThat(connector.taskConfigs(3)).hasSize(3).containsOnly(settings());
  }

  @Test
  void isFoundByTheWorker() {
    assertThat(ServiceLoader.load(SinkConnector.class))
        .anyMatch(found -> found instanceof TicketHttpSinkConnector);
  }
}
