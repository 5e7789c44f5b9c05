package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.reject.SinkRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;

/** Tickets into the tables of a database, each with exactly one effect (docs/erp.md). */
public final class TicketJdbcSinkConnector extends SinkConnector {

  static final String VERSION = "1";

  private Map<String, String> properties = Map.of();

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public ConfigDef config() {
    return JdbcSinkConfig.DEFINITION;
  }

  @Override
  public Class<? extends Task> taskClass() {
    return TicketJdbcSinkTask.class;
  }

  @Override
  public Config validate(Map<String, String> given) {
    Config config = super.validate(given);
    List<ConfigValue> values = new ArrayList<>(config.configValues());
    values.addAll(SinkRules.violations(given));
    return new Config(values);
  }

  @Override
  public void start(Map<String, String> given) {
    properties = Map.copyOf(given);
  }

  @Override
  public List<Map<String, String>> taskConfigs(int maxTasks) {
    return Collections.nCopies(maxTasks, properties);
  }

  /** The position lies in the database; what Connect knows of it may be altered freely. */
  @Override
  public boolean alterOffsets(Map<String, String> given, Map<TopicPartition, Long> offsets) {
    throw new ConnectException(
        "the position lies in the table of positions of the ERP's database: change next_offset"
            + " there, with the connector stopped");
  }

  @Override
  public void stop() {
    // Nothing to close: the tasks have what there is.
  }
}
