package io.sitehub.connectors.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What makes an effect happen once: the database itself holds how far each partition has been
 * written and who writes it. Who takes a partition over becomes its owner under the next number; a
 * transaction moves the position of the owner with the number it has, in the same transaction as
 * the rows. So a task that froze, was replaced and wakes up has no effect, and a task that dies
 * anywhere leaves rows and position as they belong together.
 */
final class Claims {

  private final String connector;
  private final Dialect dialect;
  private final String offsets;
  private final Map<TopicPartition, Claim> claims = new HashMap<>();
  private final Set<TopicPartition> assigned = new HashSet<>();

  /**
   * @param owner the number of the ownership
   * @param nextOffset what has to be written next
   */
  record Claim(long owner, long nextOffset) {}

  Claims(String connector, Dialect dialect, TableNames names) {
    this.connector = connector;
    this.dialect = dialect;
    this.offsets = names.offsets();
  }

  /** These partitions are now this task's. */
  void assign(Collection<TopicPartition> partitions) {
    assigned.addAll(partitions);
  }

  /** These are not any more. */
  void revoke(Collection<TopicPartition> partitions) {
    assigned.removeAll(partitions);
    claims.keySet().removeAll(partitions);
  }

  /** Whether a partition is assigned that the database does not know us to own. */
  boolean incomplete() {
    return !claims.keySet().containsAll(assigned);
  }

  /** Gives up what the database said, to ask it anew. */
  void forget() {
    claims.clear();
  }

  /** Becomes the owner of every partition that is assigned and not owned yet. */
  void claim(Database database) throws SQLException {
    Map<TopicPartition, Claim> claimed =
        database.transaction(connection -> {
          Map<TopicPartition, Claim> answers = new HashMap<>();
          try (PreparedStatement statement = connection.prepareStatement(dialect.claim(offsets))) {
            for (TopicPartition partition : inOrder(assigned)) {
              if (!claims.containsKey(partition)) {
                name(statement, 1, partition);
                try (ResultSet answer = statement.executeQuery()) {
                  answer.next();
                  answers.put(partition, new Claim(answer.getLong(1), answer.getLong(2)));
                }
              }
            }
          }
          return answers;
        });
    claims.putAll(claimed);
  }

  /**
   * Asks how far it has come: after a commit that failed it is not known whether it took place.
   *
   * @throws Fenced when somebody else owns one of the partitions
   */
  void confirm(Database database) throws SQLException {
    Map<TopicPartition, Claim> confirmed =
        database.transaction(connection -> {
          Map<TopicPartition, Claim> answers = new HashMap<>();
          try (PreparedStatement statement =
              connection.prepareStatement(dialect.position(offsets))) {
            for (TopicPartition partition : inOrder(claims.keySet())) {
              name(statement, 1, partition);
              try (ResultSet answer = statement.executeQuery()) {
                Claim claim = claims.get(partition);
                if (claim == null || !answer.next() || answer.getLong(1) != claim.owner()) {
                  throw new Fenced(partition);
                }
                answers.put(partition, new Claim(claim.owner(), answer.getLong(2)));
              }
            }
          }
          return answers;
        });
    claims.putAll(confirmed);
  }

  /** Where each partition that is owned has to be read from. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    claims.forEach((partition, claim) -> positions.put(partition, claim.nextOffset()));
    return positions;
  }

  /** Whether the record has been written already, or belongs to a partition that was revoked. */
  boolean isBehind(TopicPartition partition, long offset) {
    Claim claim = claims.get(partition);
    return claim == null || offset < claim.nextOffset();
  }

  /**
   * Moves the positions, in the transaction of the rows. First of all: the rows of positions are
   * locked from here on, so nobody becomes the owner before this transaction has ended.
   *
   * @throws Fenced when somebody else owns one of the partitions
   */
  void advance(Connection connection, Map<TopicPartition, Long> to) throws SQLException {
    List<TopicPartition> partitions = inOrder(to.keySet());
    try (PreparedStatement statement = connection.prepareStatement(dialect.advance(offsets))) {
      for (TopicPartition partition : partitions) {
        Claim claim = claims.get(partition);
        if (claim == null) {
          throw new IllegalStateException(partition + " is not owned");
        }
        statement.setLong(1, to.getOrDefault(partition, 0L));
        name(statement, 2, partition);
        statement.setLong(5, claim.owner());
        statement.addBatch();
      }
      int[] moved = statement.executeBatch();
      for (int i = 0; i < moved.length; i++) {
        if (moved[i] == 0) {
          throw new Fenced(partitions.get(i));
        }
      }
    }
  }

  /** The transaction that moved the positions is committed. */
  void advanced(Map<TopicPartition, Long> to) {
    to.forEach((partition, offset) ->
        claims.computeIfPresent(partition, (same, claim) -> new Claim(claim.owner(), offset)));
  }

  private void name(PreparedStatement statement, int from, TopicPartition partition)
      throws SQLException {
    statement.setString(from, connector);
    statement.setString(from + 1, partition.topic());
    statement.setInt(from + 2, partition.partition());
  }

  /** The same order everywhere, so that no two tasks wait for each other. */
  private static List<TopicPartition> inOrder(Collection<TopicPartition> partitions) {
    List<TopicPartition> sorted = new ArrayList<>(partitions);
    sorted.sort(
        Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition));
    return sorted;
  }

  /** Another task owns the partition now. */
  static final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fenced(TopicPartition partition) {
      super("another task has taken over " + partition);
    }
  }
}
