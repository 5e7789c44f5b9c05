package io.sitehub.bench.erp;

import io.sitehub.cli.site.ErpAccess;
import io.sitehub.connectors.jdbc.Column;
import io.sitehub.connectors.jdbc.Dialect;
import io.sitehub.connectors.jdbc.ErpTables;
import io.sitehub.connectors.jdbc.PostgresDialect;
import io.sitehub.connectors.jdbc.Table;
import io.sitehub.connectors.jdbc.TableNames;
import io.sitehub.connectors.ticket.IssuedTicket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The raw limit: the same rows by the same statements in a loop of JDBC batches, and nothing else.
 */
final class PlainUpserts {
  private static final Dialect DIALECT = new PostgresDialect();

  /** Rows that a revision of a ticket makes: itself twice and its weighings. */
  static final int ROWS_A_TICKET = 4;

  private PlainUpserts() {}

  /**
   * Writes tickets into tables of their own, one connection, a commit a batch.
   *
   * @return rows a second
   */
  static double rowsPerSecond(ErpAccess access, TableNames names, int tickets, int batch)
      throws SQLException {
    Properties properties = DIALECT.connection("plain upserts");
    properties.setProperty("user", access.user());
    properties.setProperty("password", access.password());
    try (Connection connection = DriverManager.getConnection(access.url(), properties)) {
      try (Statement statement = connection.createStatement()) {
        for (Table<?> table : ErpTables.all()) {
          statement.execute(DIALECT.createTable(names.of(table), table));
        }
      }
      connection.setAutoCommit(false);
      long began = System.nanoTime();
      for (int from = 1; from <= tickets; from += batch) {
        List<IssuedTicket> issued = new ArrayList<>();
        List<ErpTables.Weighing> weighings = new ArrayList<>();
        for (int number = from; number < from + batch && number <= tickets; number++) {
          IssuedTicket ticket = TicketLog.ticket(number);
          issued.add(ticket);
          weighings.addAll(ErpTables.Weighing.of(ticket));
        }
        write(connection, names, ErpTables.TICKETS, issued);
        write(connection, names, ErpTables.REVISIONS, issued);
        write(connection, names, ErpTables.WEIGHINGS, weighings);
        connection.commit();
      }
      return (double) tickets * ROWS_A_TICKET * 1e9 / (System.nanoTime() - began);
    }
  }

  private static <R> void write(
      Connection connection, TableNames names, Table<R> table, List<R> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(DIALECT.upsert(names.of(table), table))) {
      for (R row : rows) {
        int index = 0;
        for (Column<R> column : table.columns()) {
          DIALECT.set(statement, ++index, column.type(), column.value().apply(row));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
