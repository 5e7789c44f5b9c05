package io.sitehub.connectors.jdbc;

import io.sitehub.connectors.reject.Redrive;
import io.sitehub.connectors.reject.Rejections;
import io.sitehub.connectors.ticket.TicketReader;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes tickets to a database so that each has exactly one effect, whatever dies when: the
 * position lies in the same database and moves in the same transaction ({@link Claims}). What
 * Connect knows of the position is for those who watch.
 *
 * <p>It never gives up: while the database does not answer, does not let it in or lacks a table, it
 * says so and tries again, and Connect keeps what is to be written.
 */
public final class TicketJdbcSinkTask extends SinkTask {

  private static final Logger log = LoggerFactory.getLogger(TicketJdbcSinkTask.class);

  /**
   * Who has been replaced learns it from its group within a heartbeat or two. Who is still a member
   * then was not replaced, and becomes the owner again.
   */
  private static final Duration REPLACED_WITHIN = Duration.ofSeconds(6);

  private final InstantSource clock;
  private final Function<List<URI>, TicketReader> readers;
  private final Dialect dialect = new PostgresDialect();
  private JdbcSinkConfig config;
  private TicketReader reader;
  private Database database;
  private Claims claims;
  private TicketWriter writer;
  private BackOff backOff;
  private Complaint complaint;
  private SinkMetrics metrics;
  private Rejections rejections;
  private boolean unconfirmed;
  private @Nullable Instant fencedSince;

  /** Used by Connect. */
  public TicketJdbcSinkTask() {
    this(InstantSource.system(), TicketReader::new);
  }

  @SuppressWarnings("NullAway.Init") // Connect calls start before anything else
  TicketJdbcSinkTask(InstantSource clock, Function<List<URI>, TicketReader> readers) {
    this.clock = clock;
    this.readers = readers;
  }

  @Override
  public String version() {
    return TicketJdbcSinkConnector.VERSION;
  }

  @Override
  public void start(Map<String, String> properties) {
    config = new JdbcSinkConfig(properties);
    reader = readers.apply(config.registries());
    database = new Database(config, dialect);
    claims = new Claims(config.connector(), dialect, config.tableNames());
    rejections = new Rejections(context);
    writer = new TicketWriter(database, dialect, claims, config.tableNames(), rejections);
    backOff = config.backOff();
    complaint = new Complaint(log, clock);
    metrics = SinkMetrics.of(context);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    claims.assign(partitions);
  }

  @Override
  public void close(Collection<TopicPartition> partitions) {
    claims.revoke(partitions);
    fencedSince = null;
  }

  /**
   * Writes tickets, or sees to it that they are handed over again.
   *
   * @throws RetriableException when they cannot be written now
   */
  @Override
  public void put(Collection<SinkRecord> records) {
    try {
      if (unconfirmed) {
        claims.confirm(database);
        unconfirmed = false;
      }
      if (claims.incomplete()) {
        claims.claim(database);
        // Read on where the database has got to. What is at hand may lie behind a gap: it is let
        // go,
        // of every partition, and comes again.
        context.offset(claims.positions());
      } else {
        write(records);
      }
      backOff.succeeded();
      complaint.over();
      fencedSince = null;
    } catch (SQLException e) {
      unconfirmed = true;
      throw later(explained(e), e);
    } catch (TablesUnusable e) {
      throw later(e.getMessage(), e);
    } catch (Claims.Fenced e) {
      throw fenced(e);
    }
  }

  private void write(Collection<SinkRecord> records) throws SQLException {
    List<Delivery> batch = new ArrayList<>();
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (SinkRecord record : records) {
      TopicPartition partition = Delivery.partitionOf(record);
      if (claims.isBehind(partition, record.originalKafkaOffset())) {
        continue;
      }
      if (Redrive.concerns(record, config.connector())) {
        switch (reader.read(record)) {
          case TicketReader.Read.Readable(var ticket) -> batch.add(new Delivery(record, ticket));
          case TicketReader.Read.Unreadable(String reason) -> rejections.reject(record, reason);
        }
      }
      positions.put(partition, record.originalKafkaOffset() + 1);
      if (batch.size() == config.batchTickets()) {
        commit(batch, positions);
        batch = new ArrayList<>();
        positions = new HashMap<>();
      }
    }
    if (!positions.isEmpty()) {
      commit(batch, positions);
    }
  }

  private void commit(List<Delivery> batch, Map<TopicPartition, Long> positions)
      throws SQLException {
    int unreadable = rejections.await();
    int refused = writer.write(batch, positions);
    metrics.written(batch.size() - refused);
    metrics.rejected(unreadable + refused);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
    claims
        .positions()
        .forEach((partition, offset) -> written.put(partition, new OffsetAndMetadata(offset)));
    return written;
  }

  private RetriableException fenced(Claims.Fenced e) {
    Instant now = clock.instant();
    if (fencedSince == null) {
      fencedSince = now;
    } else if (Duration.between(fencedSince, now).compareTo(REPLACED_WITHIN) > 0) {
      claims.forget();
      unconfirmed = false;
      fencedSince = null;
    }
    return later(e.getMessage(), e);
  }

  private RetriableException later(@Nullable String why, Exception cause) {
    String said = String.valueOf(why);
    complaint.about(said);
    metrics.failed();
    context.timeout(backOff.afterFailureMs());
    return new RetriableException(said, cause);
  }

  private String explained(SQLException e) {
    String advice =
        switch (dialect.troubleOf(e)) {
          case NOT_ALLOWED ->
              "the database does not let the user %s in or do this; correct %s, %s or the user's"
                      .formatted(config.user(), JdbcSinkConfig.USER, JdbcSinkConfig.PASSWORD)
                  + " rights";
          case NO_SUCH_TABLE -> "a table is not there any more; it is looked at again";
          case REFUSED -> "the database refuses what it took a moment ago";
          case PASSING -> "the database cannot be reached or has too much to do";
        };
    return advice + ", tickets wait: " + e.getMessage();
  }

  @Override
  public void stop() {
    if (database != null) {
      database.close();
    }
  }
}
