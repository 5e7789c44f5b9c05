package io.sitehub.connectors.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** All that differs between databases. */
public interface Dialect {

  /**
   * The settings of a connection: a dead or frozen neighbour, at either end of it, may hold the
   * other one up for seconds only.
   */
  Properties connection(String application);

  /** The statement that makes a table, if it is not there. */
  String createTable(String table, Table<?> definition);

  /** The statement that makes the table of positions, if it is not there. */
  String createOffsets(String table);

  /** What the database calls the type, as {@code DatabaseMetaData} says it. */
  boolean isOfType(ColumnType type, String typeName);

  /** The statement that adds a column. */
  String addColumn(String table, Column<?> column);

  /** Writes a row, or takes the place of the one with the same key unless that is newer. */
  String upsert(String table, Table<?> definition);

  /**
   * Makes the caller the owner of a partition: connector, topic, partition. Answers the number of
   * the ownership and the position that the last owner left, or 0.
   */
  String claim(String table);

  /** The number of the ownership and the position: connector, topic, partition. */
  String position(String table);

  /** Moves the position: next offset, connector, topic, partition, number of the ownership. */
  String advance(String table);

  /** Sets a parameter. */
  void set(PreparedStatement statement, int index, ColumnType type, @Nullable Object value)
      throws SQLException;

  /** What an error means. */
  Trouble troubleOf(SQLException e);

  /** What is wrong when a statement fails, and so what is to be done. */
  enum Trouble {
    /** The database does not take these values: the same again would fail again. */
    REFUSED,
    /** A table or column is not there. */
    NO_SUCH_TABLE,
    /** The database does not let us in, or does not let us do it: somebody must change that. */
    NOT_ALLOWED,
    /** The database cannot be reached, ends, or has too much to do: it passes. */
    PASSING
  }
}
