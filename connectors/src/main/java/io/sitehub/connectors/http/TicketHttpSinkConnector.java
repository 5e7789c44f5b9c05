package io.sitehub.connectors.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;
import org.jspecify.annotations.Nullable;

/**
 * Posts weighing tickets to an ERP over HTTP, so that each revision has one effect there: every
 * attempt of it has the same idempotency key. See docs/erp-http.md.
 */
public final class TicketHttpSinkConnector extends SinkConnector {

  private Map<String, String> settings = Map.of();

  @Override
  public String version() {
    return PluginVersion.text();
  }

  @Override
  public ConfigDef config() {
    return HttpSinkConfigDef.DEFINITION;
  }

  /** Says for each key what is wrong with it, by itself and together with others. */
  @Override
  public Config validate(Map<String, String> connectorConfigs) {
    Map<String, ConfigValue> byKey = new LinkedHashMap<>();
    for (ConfigValue value : config().validate(connectorConfigs)) {
      byKey.put(value.name(), value);
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    byKey.forEach(
        (key, value) -> values.put(key, value.errorMessages().isEmpty() ? value.value() : null));
    for (CrossChecks.Problem problem : CrossChecks.of(values, connectorConfigs)) {
      byKey
          .computeIfAbsent(problem.key(), TicketHttpSinkConnector::keyOfConnect)
          .addErrorMessage(problem.text());
    }
    return new Config(List.copyOf(byKey.values()));
  }

  /** Connect would read a value by the type of its own key; none is needed for a message. */
  private static ConfigValue keyOfConnect(String key) {
    return new ConfigValue(key, null, List.of(), new ArrayList<>());
  }

  /**
   * Takes the configuration.
   *
   * @throws org.apache.kafka.common.config.ConfigException when it is wrong
   */
  @Override
  public void start(Map<String, String> props) {
    settings = new HttpSinkConfig(props).originalsStrings();
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TicketHttpSinkTask.class;
  }

  /** All tasks are alike: Connect shares the partitions out among them. */
  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, settings);
  }

  @Override
  public void stop() {
    // Nothing is held: the tasks do the work.
  }
}
