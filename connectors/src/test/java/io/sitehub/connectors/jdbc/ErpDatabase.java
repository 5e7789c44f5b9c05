package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.ticket.IssuedTicket;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.FreePorts;
import io.sitehub.local.PostgresNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL; each test has a schema of its own in it. */
final class ErpDatabase implements AutoCloseable {

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private static final String USER = "erp";
  private static final String PASSWORD = "secret of the erp";

  private final PostgresNode node;
  private final ChildProcess server;

  private ErpDatabase(PostgresNode node, ChildProcess server) {
    this.node = node;
    this.server = server;
  }

  static ErpDatabase start(Path directory) {
    PostgresNode node =
        new PostgresNode(
            "127.0.0.1",
            FreePorts.take(),
            USER,
            PASSWORD,
            directory,
            directory.resolve("postgres.log"));
    ErpDatabase database = new ErpDatabase(node, ChildProcess.startTied(node.program()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> {
          database.execute("select 1");
          return true;
        });
    return database;
  }

  String newSchema() {
    String schema = "test_" + SCHEMAS.incrementAndGet();
    execute("create schema " + schema);
    return schema;
  }

  Map<String, String> config(String schema) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "erp");
    config.put(JdbcSinkConfig.URL, node.jdbcUrl());
    config.put(JdbcSinkConfig.USER, USER);
    config.put(JdbcSinkConfig.PASSWORD, PASSWORD);
    config.put(JdbcSinkConfig.REGISTRIES, "http://127.0.0.1:1");
    config.put(JdbcSinkConfig.SCHEMA, schema);
    return config;
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the answer to a question. */
  List<Object> column(String sql) {
    List<Object> values = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      while (answer.next()) {
        values.add(answer.getObject(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return values;
  }

  /** Ends every connection but this one, as the end of the server would. */
  void cutConnections() {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where application_name like 'sitehub%'");
  }

  /** Every row of a table by its key. */
  Map<List<Object>, Map<String, @Nullable Object>> rows(String schema, Table<?> table) {
    Map<List<Object>, Map<String, @Nullable Object>> rows = new HashMap<>();
    String columns = String.join(", ", table.columnNames());
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet all =
            statement.executeQuery(
                "select " + columns + " from " + new TableNames(schema, "sitehub_").of(table))) {
      while (all.next()) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (Column<?> column : table.columns()) {
          row.put(
              column.name(),
              column.type() == ColumnType.INSTANT
                  ? instant(all.getObject(column.name(), OffsetDateTime.class))
                  : all.getObject(column.name()));
        }
        rows.put(keyOf(table, row), row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return rows;
  }

  /** The rows that a table must have. */
  static <R> Map<List<Object>, Map<String, @Nullable Object>> expected(
      Table<R> table, Collection<R> from) {
    Map<List<Object>, Map<String, @Nullable Object>> rows = new HashMap<>();
    for (R each : from) {
      Map<String, @Nullable Object> row = new HashMap<>();
      for (Column<R> column : table.columns()) {
        Object value = column.value().apply(each);
        row.put(column.name(), value instanceof BigDecimal kg ? kg.setScale(3) : value);
      }
      rows.put(keyOf(table, row), row);
    }
    return rows;
  }

  /** Of each ticket the newest revision. */
  static Collection<IssuedTicket> newest(Collection<IssuedTicket> tickets) {
    return tickets.stream()
        .collect(
            Collectors.toMap(
                IssuedTicket::number,
                ticket -> ticket,
                (one, other) ->
                    one.ticket().getRevision() > other.ticket().getRevision() ? one : other))
        .values();
  }

  static List<ErpTables.Weighing> weighings(Collection<IssuedTicket> tickets) {
    List<ErpTables.Weighing> all = new ArrayList<>();
    tickets.forEach(ticket -> all.addAll(ErpTables.Weighing.of(ticket)));
    return all;
  }

  private static List<Object> keyOf(Table<?> table, Map<String, @Nullable Object> row) {
    return table.key().stream().<Object>map(name -> String.valueOf(row.get(name))).toList();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(node.jdbcUrl(), USER, PASSWORD);
  }

  @Override
  public void close() {
    server.kill();
  }
}
