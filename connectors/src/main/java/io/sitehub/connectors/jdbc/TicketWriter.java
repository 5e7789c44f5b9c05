package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.reject.Rejections;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes tickets and the position behind them in one transaction. When the database refuses one of
 * them it is found: each is written behind a savepoint, and those that are refused are put aside,
 * which is known to have happened before the position is committed.
 */
final class TicketWriter {

  private final Database database;
  private final Dialect dialect;
  private final Claims claims;
  private final RowWriter rows;
  private final Rejections rejections;

  TicketWriter(
      Database database, Dialect dialect, Claims claims, TableNames names, Rejections rejections) {
    this.database = database;
    this.dialect = dialect;
    this.claims = claims;
    this.rows = new RowWriter(dialect, names);
    this.rejections = rejections;
  }

  /**
   * Writes them.
   *
   * @param positions what has to be read next, of each partition they are from
   * @return how many of them the database refused
   * @throws SQLException when it cannot be done now; whether it was done is not known
   * @throws Claims.Fenced when it is not this task's business any more; nothing was done
   */
  int write(List<Delivery> deliveries, Map<TopicPartition, Long> positions) throws SQLException {
    int refused;
    try {
      database.transaction(connection -> {
        claims.advance(connection, positions);
        rows.write(connection, deliveries.stream().map(Delivery::ticket).toList());
        return deliveries.size();
      });
      refused = 0;
    } catch (SQLException e) {
      if (dialect.troubleOf(e) != Dialect.Trouble.REFUSED) {
        throw e;
      }
      refused =
          database.transaction(connection -> {
            claims.advance(connection, positions);
            for (Delivery delivery : deliveries) {
              writeOrReject(connection, delivery);
            }
            return rejections.await();
          });
    }
    claims.advanced(positions);
    return refused;
  }

  private void writeOrReject(Connection connection, Delivery delivery) throws SQLException {
    Savepoint before = connection.setSavepoint();
    try {
      rows.write(connection, List.of(delivery.ticket()));
      connection.releaseSavepoint(before);
    } catch (SQLException e) {
      if (dialect.troubleOf(e) != Dialect.Trouble.REFUSED) {
        throw e;
      }
      connection.rollback(before);
      rejections.reject(delivery.record(), answer(e));
    }
  }

  /** What the database says, with what it says about the row, in one line. */
  private static String answer(SQLException e) {
    SQLException told = e;
    while (told.getNextException() != null) {
      told = told.getNextException();
    }
    return "SQLSTATE %s: %s"
        .formatted(
            told.getSQLState(), String.valueOf(told.getMessage()).replaceAll("\\s*\\n\\s*", "; "));
  }
}
