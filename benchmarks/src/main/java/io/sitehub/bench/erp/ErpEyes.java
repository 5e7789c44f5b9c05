package io.sitehub.bench.erp;

import io.sitehub.cli.site.ErpAccess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/** Looks at the ERP's database every few milliseconds, as somebody else than the sink. */
final class ErpEyes implements AutoCloseable {
  private static final long POLL_MS = 3;
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

  private final Connection connection;
  private final String schema;

  private ErpEyes(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /** Makes the schema, too. */
  static ErpEyes on(ErpAccess access) throws SQLException {
    Connection connection =
        DriverManager.getConnection(access.url(), access.user(), access.password());
    try (Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + access.schema());
    }
    return new ErpEyes(connection, access.schema());
  }

  /**
   * How far a sink was seen to be.
   *
   * @param offset what it writes next
   */
  record Position(long offset, long atNanos) {}

  /** Waits until a sink has come so far, and says how far it was then. */
  Position awaitPosition(String prefix, long least) throws SQLException, InterruptedException {
    String question =
        "select coalesce(max(next_offset), 0) from %s.%soffset".formatted(schema, prefix);
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      long offset = exists(prefix) ? number(question) : 0;
      if (offset >= least) {
        return new Position(offset, System.nanoTime());
      }
      Thread.sleep(POLL_MS);
    }
    throw new IllegalStateException("the sink did not come to " + least);
  }

  /** The highest number of a ticket that is visible. */
  long highestTicket(String prefix) throws SQLException {
    return number("select coalesce(max(number), 0) from %s.%sticket".formatted(schema, prefix));
  }

  private boolean exists(String prefix) throws SQLException {
    return number("select count(*) from pg_tables where tablename = '" + prefix + "offset'") > 0;
  }

  private long number(String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
