package io.sitehub.cli.erp;

import io.sitehub.cli.site.ErpAccess;
import io.sitehub.connectors.jdbc.Column;
import io.sitehub.connectors.jdbc.ColumnType;
import io.sitehub.connectors.jdbc.ErpTables;
import io.sitehub.connectors.jdbc.Table;
import io.sitehub.connectors.jdbc.TableNames;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What is in the ERP's database. Reads only. */
public final class ErpRows implements AutoCloseable {

  private static final String PREFIX = "sitehub_";

  private final Connection connection;
  private final TableNames names;

  private ErpRows(Connection connection, TableNames names) {
    this.connection = connection;
    this.names = names;
  }

  /**
   * Those of a database.
   *
   * @throws SQLException when it does not let us in
   */
  public static ErpRows of(ErpAccess access) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", access.user());
    properties.setProperty("password", access.password());
    properties.setProperty("ApplicationName", "sitehub status");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "60");
    Connection connection = DriverManager.getConnection(access.url(), properties);
    connection.setReadOnly(true);
    return new ErpRows(connection, new TableNames(access.schema(), PREFIX));
  }

  /**
   * A row, by column.
   *
   * @param key the values of the key's columns
   */
  public record Row(List<String> key, Map<String, @Nullable Object> values) {

    /** The row that a table must have. */
    static <R> Row expected(Table<R> table, R from) {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      for (Column<R> column : table.columns()) {
        values.put(column.name(), comparable(column.value().apply(from)));
      }
      return of(table, values);
    }

    private static Row of(Table<?> table, Map<String, @Nullable Object> values) {
      return new Row(
          table.key().stream().map(name -> String.valueOf(values.get(name))).toList(), values);
    }

    /** The columns in which another row differs. */
    List<String> differences(Row other) {
      return values.keySet().stream()
          .filter(column -> !Objects.equals(values.get(column), other.values.get(column)))
          .toList();
    }
  }

  /** The revisions that were issued in a period, by key. */
  public Map<List<String>, Row> revisions(Instant from, Instant to) throws SQLException {
    return rows(ErpTables.REVISIONS, "issued_at >= ? and issued_at < ?", List.of(from, to));
  }

  /** The newest revision of each ticket that was issued in a period, by key. */
  public Map<List<String>, Row> tickets(Instant from, Instant to) throws SQLException {
    return rows(ErpTables.TICKETS, "issued_at >= ? and issued_at < ?", List.of(from, to));
  }

  /** The weighings of revisions that were issued in a period, by key. */
  public Map<List<String>, Row> weighings(Instant from, Instant to) throws SQLException {
    return rows(
        ErpTables.WEIGHINGS,
        "(site_id, number, revision) in (select site_id, number, revision from "
            + names.of(ErpTables.REVISIONS)
            + " where issued_at >= ? and issued_at < ?)",
        List.of(from, to));
  }

  /** How many revisions there are. */
  public long countRevisions() throws SQLException {
    return count(names.of(ErpTables.REVISIONS));
  }

  /** How many tickets there are. */
  public long countTickets() throws SQLException {
    return count(names.of(ErpTables.TICKETS));
  }

  /** How far each partition has been written, by the connector of this name. */
  public Map<TopicPartition, Long> positions(String connector) throws SQLException {
    Map<TopicPartition, Long> positions = new HashMap<>();
    try (PreparedStatement question =
        connection.prepareStatement(
            "select topic, partition, next_offset from "
                + names.offsets()
                + " where connector = ?")) {
      question.setString(1, connector);
      try (ResultSet answer = question.executeQuery()) {
        while (answer.next()) {
          positions.put(
              new TopicPartition(answer.getString(1), answer.getInt(2)), answer.getLong(3));
        }
      }
    }
    return positions;
  }

  private long count(String table) throws SQLException {
    try (Statement question = connection.createStatement();
        ResultSet answer = question.executeQuery("select count(*) from " + table)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  private Map<List<String>, Row> rows(Table<?> table, String condition, List<Instant> period)
      throws SQLException {
    Map<List<String>, Row> rows = new HashMap<>();
    try (PreparedStatement question =
        connection.prepareStatement(
            "select %s from %s where %s"
                .formatted(String.join(", ", table.columnNames()), names.of(table), condition))) {
      for (int i = 0; i < period.size(); i++) {
        question.setObject(i + 1, period.get(i).atOffset(ZoneOffset.UTC));
      }
      try (ResultSet answer = question.executeQuery()) {
        while (answer.next()) {
          Row row = Row.of(table, values(table, answer));
          rows.put(row.key(), row);
        }
      }
    }
    return rows;
  }

  private static Map<String, @Nullable Object> values(Table<?> table, ResultSet answer)
      throws SQLException {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (Column<?> column : table.columns()) {
      Object value =
          column.type() == ColumnType.INSTANT
              ? answer.getObject(column.name(), OffsetDateTime.class)
              : answer.getObject(column.name());
      values.put(column.name(), comparable(value));
    }
    return values;
  }

  /** Numbers of any width and scale, and instants of any zone, are equal when they say the same. */
  private static @Nullable Object comparable(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal decimal -> decimal.stripTrailingZeros().toPlainString();
      case Number number -> number.toString();
      case OffsetDateTime at -> at.toInstant();
      default -> value;
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** The keys of the first rows that the second does not have, in order. */
  static List<List<String>> missing(Map<List<String>, Row> of, Map<List<String>, Row> from) {
    List<List<String>> missing = new ArrayList<>(of.keySet());
    missing.removeAll(from.keySet());
    missing.sort(Comparator.comparing(String::valueOf));
    return missing;
  }
}
