package io.sitehub.connectors.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a task to the ERP's database: one, opened when it is needed and thrown away
 * after any failure. The tables are looked at whenever it is opened.
 */
final class Database implements AutoCloseable {

  private final JdbcSinkConfig config;
  private final Dialect dialect;
  private @Nullable Connection connection;

  Database(JdbcSinkConfig config, Dialect dialect) {
    this.config = config;
    this.dialect = dialect;
  }

  /** Does something in one transaction. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it; the transaction is committed when it returns. */
    T in(Connection connection) throws SQLException;
  }

  /**
   * Does something in one transaction. After an exception nothing of it is there, unless it was the
   * commit that failed: then it is unknown.
   *
   * @throws TablesUnusable when tables are missing or other than they must be
   */
  <T> T transaction(Work<T> work) throws SQLException {
    try {
      Connection open = open();
      T result = work.in(open);
      open.commit();
      return result;
    } catch (SQLException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private Connection open() throws SQLException {
    Connection open = connection;
    if (open != null) {
      return open;
    }
    Properties properties = dialect.connection("sitehub " + config.connector());
    properties.setProperty("user", config.user());
    properties.setProperty("password", config.password());
    open = DriverManager.getConnection(config.url(), properties);
    connection = open;
    open.setAutoCommit(false);
    prepareTables(open);
    return open;
  }

  private void prepareTables(Connection open) throws SQLException {
    TableNames names = config.tableNames();
    if (config.createsTables()) {
      try (Statement statement = open.createStatement()) {
        for (Table<?> table : ErpTables.all()) {
          if (columnTypes(open, names, names.plain(table)).isEmpty()) {
            statement.execute(dialect.createTable(names.of(table), table));
          }
        }
        if (columnTypes(open, names, names.plainOffsets()).isEmpty()) {
          statement.execute(dialect.createOffsets(names.offsets()));
        }
      }
    }
    for (Table<?> table : ErpTables.all()) {
      requireUsable(table, names, columnTypes(open, names, names.plain(table)));
    }
    if (columnTypes(open, names, names.plainOffsets()).isEmpty()) {
      throw new TablesUnusable(
          "there is no table " + names.offsets(), dialect.createOffsets(names.offsets()));
    }
    open.commit();
  }

  private void requireUsable(Table<?> table, TableNames names, Map<String, String> columns) {
    if (columns.isEmpty()) {
      throw new TablesUnusable(
          "there is no table " + names.of(table), dialect.createTable(names.of(table), table));
    }
    for (Column<?> column : table.columns()) {
      String type = columns.get(column.name());
      if (type == null) {
        throw new TablesUnusable(
            "the table " + names.of(table) + " has no column " + column.name(),
            dialect.addColumn(names.of(table), column));
      }
      if (!dialect.isOfType(column.type(), type)) {
        throw new TablesUnusable(
            "column %s of table %s is of type %s, which cannot hold %s"
                .formatted(column.name(), names.of(table), type, column.type()),
            dialect.createTable(names.of(table), table));
      }
    }
  }

  /** Type by name; empty when there is no such table. */
  private static Map<String, String> columnTypes(Connection open, TableNames names, String table)
      throws SQLException {
    Map<String, String> types = new HashMap<>();
    try (ResultSet columns =
        open.getMetaData().getColumns(null, names.schema(), literal(table), null)) {
      while (columns.next()) {
        types.put(columns.getString("COLUMN_NAME"), columns.getString("TYPE_NAME"));
      }
    }
    return types;
  }

  /** {@code _} stands for any character in a pattern of names. */
  private static String literal(String name) {
    return name.replace("_", "\\_");
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It is thrown away because something is wrong with it.
      }
    }
  }
}
