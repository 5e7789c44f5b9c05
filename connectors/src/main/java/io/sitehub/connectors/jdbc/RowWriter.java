package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.ticket.IssuedTicket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the rows of tickets, in the transaction it is given. */
final class RowWriter {

  private final Dialect dialect;
  private final String tickets;
  private final String revisions;
  private final String weighings;

  RowWriter(Dialect dialect, TableNames names) {
    this.dialect = dialect;
    this.tickets = dialect.upsert(names.of(ErpTables.TICKETS), ErpTables.TICKETS);
    this.revisions = dialect.upsert(names.of(ErpTables.REVISIONS), ErpTables.REVISIONS);
    this.weighings = dialect.upsert(names.of(ErpTables.WEIGHINGS), ErpTables.WEIGHINGS);
  }

  /**
   * Writes them all. Each statement names a row once, as databases want it that are told many rows
   * at once: of the revisions of a ticket the newest, of repeats the last.
   */
  void write(Connection connection, Collection<IssuedTicket> issued) throws SQLException {
    Map<IssuedTicket.Number, IssuedTicket> newest = new LinkedHashMap<>();
    Map<IssuedTicket.Revision, IssuedTicket> each = new LinkedHashMap<>();
    for (IssuedTicket ticket : issued) {
      each.put(ticket.revision(), ticket);
      newest.merge(
          ticket.number(), ticket, (one, other) -> revision(one) <= revision(other) ? other : one);
    }
    List<ErpTables.Weighing> weighed = new ArrayList<>();
    each.values().forEach(ticket -> weighed.addAll(ErpTables.Weighing.of(ticket)));
    write(connection, tickets, ErpTables.TICKETS, newest.values());
    write(connection, revisions, ErpTables.REVISIONS, each.values());
    write(connection, weighings, ErpTables.WEIGHINGS, weighed);
  }

  private <R> void write(Connection connection, String upsert, Table<R> table, Collection<R> rows)
      throws SQLException {
    List<Column<R>> columns = table.columns();
    try (PreparedStatement statement = connection.prepareStatement(upsert)) {
      for (R row : rows) {
        for (int i = 0; i < columns.size(); i++) {
          Column<R> column = columns.get(i);
          dialect.set(statement, i + 1, column.type(), column.value().apply(row));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static int revision(IssuedTicket issued) {
    return issued.ticket().getRevision();
  }
}
