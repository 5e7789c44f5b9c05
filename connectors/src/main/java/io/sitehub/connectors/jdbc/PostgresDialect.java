package io.sitehub.connectors.jdbc;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** PostgreSQL 12 and newer. */
public final class PostgresDialect implements Dialect {

  private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42703", "3F000");

  /** Classes of SQLSTATE (PostgreSQL, appendix A): data, integrity, a trigger's own errors. */
  private static final Set<String> REFUSED = Set.of("22", "23", "44", "P0");

  /** Authorization, no such database, insufficient privilege. */
  private static final Set<String> NOT_ALLOWED = Set.of("28", "3D");

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  @Override
  public Properties connection(String application) {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", application);
    properties.setProperty("reWriteBatchedInserts", "true");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    properties.setProperty("tcpKeepAlive", "true");
    // An owner that froze with a transaction open may not keep its rows locked for the next one.
    properties.setProperty(
        "options",
        "-c idle_in_transaction_session_timeout=5000 -c statement_timeout=20000"
            + " -c lock_timeout=10000");
    return properties;
  }

  @Override
  public String createTable(String table, Table<?> definition) {
    return definition.columns().stream()
        .map(column ->
            column.name() + " " + type(column.type()) + (column.required() ? " not null" : ""))
        .collect(
            Collectors.joining(
                ", ",
                "create table if not exists " + table + " (",
                ", primary key (" + String.join(", ", definition.key()) + "))"));
  }

  @Override
  public String createOffsets(String table) {
    return "create table if not exists "
        + table
        + " (connector text not null, topic text not null, partition integer not null,"
        + " next_offset bigint not null, owner bigint not null,"
        + " primary key (connector, topic, partition))";
  }

  @Override
  public boolean isOfType(ColumnType type, String typeName) {
    return switch (type) {
      case TEXT -> Set.of("text", "varchar", "bpchar").contains(typeName);
      case BOOLEAN -> typeName.equals("bool");
      case INTEGER -> Set.of("int4", "int8").contains(typeName);
      case BIGINT -> typeName.equals("int8");
      case KILOGRAMS -> typeName.equals("numeric");
      case INSTANT -> typeName.equals("timestamptz");
    };
  }

  @Override
  public String addColumn(String table, Column<?> column) {
    return "alter table " + table + " add column " + column.name() + " " + type(column.type());
  }

  @Override
  public String upsert(String table, Table<?> definition) {
    String changes =
        definition.columnNames().stream()
            .filter(column -> !definition.key().contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    String newest = definition.newestBy();
    return "insert into "
        + table
        + " as old ("
        + String.join(", ", definition.columnNames())
        + ") values ("
        + definition.columns().stream().map(column -> "?").collect(Collectors.joining(", "))
        + ") on conflict ("
        + String.join(", ", definition.key())
        + ") do update set "
        + changes
        + (newest == null ? "" : " where old." + newest + " <= excluded." + newest);
  }

  @Override
  public String claim(String table) {
    return "insert into "
        + table
        + " as old (connector, topic, partition, next_offset, owner) values (?, ?, ?, 0, 1)"
        + " on conflict (connector, topic, partition) do update set owner = old.owner + 1"
        + " returning owner, next_offset";
  }

  @Override
  public String position(String table) {
    return "select owner, next_offset from "
        + table
        + " where connector = ? and topic = ? and partition = ?";
  }

  @Override
  public String advance(String table) {
    return "update "
        + table
        + " set next_offset = ? where connector = ? and topic = ? and partition = ? and owner = ?";
  }

  @Override
  public void set(PreparedStatement statement, int index, ColumnType type, @Nullable Object value)
      throws SQLException {
    switch (type) {
      case TEXT -> statement.setString(index, (String) value);
      case BOOLEAN -> statement.setObject(index, value, Types.BOOLEAN);
      case INTEGER -> statement.setObject(index, value, Types.INTEGER);
      case BIGINT -> statement.setObject(index, value, Types.BIGINT);
      case KILOGRAMS -> statement.setBigDecimal(index, (BigDecimal) value);
      case INSTANT ->
          statement.setObject(
              index,
              value == null ? null : ((Instant) value).atOffset(ZoneOffset.UTC),
              Types.TIMESTAMP_WITH_TIMEZONE);
    }
  }

  @Override
  public Trouble troubleOf(SQLException e) {
    String state = e.getSQLState();
    if (state == null || state.length() != 5) {
      return Trouble.PASSING;
    }
    if (NO_SUCH_TABLE.contains(state)) {
      return Trouble.NO_SUCH_TABLE;
    }
    String family = state.substring(0, 2);
    if (REFUSED.contains(family)) {
      return Trouble.REFUSED;
    }
    return NOT_ALLOWED.contains(family) || state.equals(INSUFFICIENT_PRIVILEGE)
        ? Trouble.NOT_ALLOWED
        : Trouble.PASSING;
  }

  private static String type(ColumnType type) {
    return switch (type) {
      case TEXT -> "text";
      case BOOLEAN -> "boolean";
      case INTEGER -> "integer";
      case BIGINT -> "bigint";
      case KILOGRAMS -> "numeric(14,3)";
      case INSTANT -> "timestamptz";
    };
  }
}
