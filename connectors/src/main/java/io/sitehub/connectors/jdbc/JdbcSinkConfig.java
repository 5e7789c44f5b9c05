package io.sitehub.connectors.jdbc;

import io.sitehub.model.topic.TopicCatalogue;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** What the sink for databases can be told. */
public final class JdbcSinkConfig extends AbstractConfig {

  static final String URL = "connection.url";
  static final String USER = "connection.user";
  static final String PASSWORD = "connection.password";
  static final String TABLES = "tables";
  static final String SCHEMA = "tables.schema";
  static final String PREFIX = "tables.prefix";
  static final String BATCH_ROWS = "batch.tickets";
  static final String BACKOFF_MS = "retry.backoff.ms";
  static final String BACKOFF_MAX_MS = "retry.backoff.max.ms";
  static final String REGISTRIES = "schema.registry.url";

  /** What Connect asks of every connector, and does not describe to it. */
  private static final String NAME = "name";

  private static final String CREATE = "create";
  private static final String CHECK = "check";
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z_][a-z0-9_]{0,39}");

  /** Every key. */
  public static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              URL,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              JdbcSinkConfig::requireJdbcUrl,
              Importance.HIGH,
              "The ERP's database: jdbc:postgresql://HOST:PORT/DATABASE")
          .define(
              USER,
              Type.STRING,
              ConfigDef.NO_DEFAULT_VALUE,
              new ConfigDef.NonEmptyString(),
              Importance.HIGH,
              "Who the sink is to the database. Needs select, insert and update on its tables, and"
                  + " create on the schema if tables=create.")
          .define(
              PASSWORD, Type.PASSWORD, new Password(""), Importance.HIGH, "The user's password.")
          .define(
              REGISTRIES,
              Type.LIST,
              ConfigDef.NO_DEFAULT_VALUE,
              JdbcSinkConfig::requireHttpUrls,
              Importance.HIGH,
              "Schema registries (Confluent's protocol), tried in turn.")
          .define(
              TABLES,
              Type.STRING,
              CREATE,
              ConfigDef.ValidString.in(CREATE, CHECK),
              Importance.MEDIUM,
              "create: make tables that are missing. check: wait until somebody has made them, and"
                  + " say with which statement. A table that is there is never altered.")
          .define(
              SCHEMA,
              Type.STRING,
              "public",
              JdbcSinkConfig::requireIdentifier,
              Importance.MEDIUM,
              "The schema of the tables, which must exist.")
          .define(
              PREFIX,
              Type.STRING,
              "sitehub_",
              JdbcSinkConfig::requireIdentifier,
              Importance.MEDIUM,
              "What the names of the tables begin with.")
          .define(
              BATCH_ROWS,
              Type.INT,
              1_000,
              ConfigDef.Range.between(1, 10_000),
              Importance.LOW,
              "The most tickets in one transaction. Connect hands over at most max.poll.records at"
                  + " a time.")
          .define(
              BACKOFF_MS,
              Type.LONG,
              250L,
              ConfigDef.Range.between(10, 60_000),
              Importance.LOW,
              "Milliseconds until a database that does not answer is tried again; doubled each time.")
          .define(
              BACKOFF_MAX_MS,
              Type.LONG,
              5_000L,
              ConfigDef.Range.between(10, 600_000),
              Importance.LOW,
              "The most that they are doubled to.");

  private final String connector;

  /**
   * Reads what Connect hands over.
   *
   * @throws ConfigException naming the key and its rule
   */
  public JdbcSinkConfig(Map<String, String> properties) {
    super(DEFINITION, properties, false);
    String name = properties.get(NAME);
    if (name == null || name.isBlank()) {
      throw new ConfigException(NAME, name, "must name the connector: its positions go by it");
    }
    connector = name;
  }

  /** The name of the connector, under which the database knows how far it has come. */
  public String connector() {
    return connector;
  }

  String url() {
    return getString(URL);
  }

  String user() {
    return getString(USER);
  }

  String password() {
    return getPassword(PASSWORD).value();
  }

  boolean createsTables() {
    return getString(TABLES).equals(CREATE);
  }

  TableNames tableNames() {
    return new TableNames(getString(SCHEMA), getString(PREFIX));
  }

  int batchTickets() {
    return getInt(BATCH_ROWS);
  }

  BackOff backOff() {
    long least = getLong(BACKOFF_MS);
    return new BackOff(least, Math.max(least, getLong(BACKOFF_MAX_MS)));
  }

  List<URI> registries() {
    return getList(REGISTRIES).stream().map(URI::create).toList();
  }

  /** The topics a ticket may come from. */
  static List<String> usualTopics() {
    return List.of(TopicCatalogue.TICKETS.name(), TopicCatalogue.ERP_REDRIVES.name());
  }

  private static void requireJdbcUrl(String key, @Nullable Object value) {
    require(
        value != null && String.valueOf(value).startsWith("jdbc:postgresql:"),
        key,
        value,
        "must be of the form jdbc:postgresql://HOST:PORT/DATABASE");
  }

  private static void requireHttpUrls(String key, @Nullable Object value) {
    require(
        value instanceof List<?> urls
            && !urls.isEmpty()
            && urls.stream().allMatch(url -> String.valueOf(url).matches("https?://.+")),
        key,
        value,
        "must be a list of http:// or https:// addresses");
  }

  private static void requireIdentifier(String key, Object value) {
    require(
        IDENTIFIER.matcher(String.valueOf(value)).matches(),
        key,
        value,
        "must be at most 40 of a-z, 0-9 and _, and not begin with a digit");
  }

  private static void require(boolean holds, String key, @Nullable Object value, String rule) {
    if (!holds) {
      throw new ConfigException(key, value, rule);
    }
  }
}
