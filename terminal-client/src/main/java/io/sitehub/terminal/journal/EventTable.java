package io.sitehub.terminal.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.fate.EventFate;
import io.sitehub.terminal.fate.Fate;
import io.sitehub.terminal.fate.Refusal;
import io.sitehub.terminal.fate.RefusedEvent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a journal and every statement on them. Not for several threads at once; the caller
 * ends transactions.
 */
final class EventTable {
  private static final int WAITING = 0;
  private static final int ACKNOWLEDGED = 1;
  private static final int REFUSED = 2;

  /** How they are made. {@code devices} counts, so that no number is ever given twice. */
  static final List<String> DEFINITION =
      List.of(
          """
          CREATE TABLE devices (
            source TEXT PRIMARY KEY,
            last_deviceseq INTEGER NOT NULL
          ) WITHOUT ROWID
          """,
          """
          CREATE TABLE events (
            position INTEGER PRIMARY KEY AUTOINCREMENT,
            source TEXT,
            id TEXT,
            deviceseq INTEGER,
            state INTEGER NOT NULL,
            stored_at_ms INTEGER NOT NULL,
            settled_at_ms INTEGER,
            log_partition INTEGER,
            log_offset INTEGER,
            refusal TEXT,
            crc32c INTEGER NOT NULL,
            body BLOB NOT NULL
          )
          """,
          "CREATE UNIQUE INDEX events_by_name ON events (source, id)",
          "CREATE INDEX events_by_state ON events (state, position)");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final PreparedStatement number;
  private final PreparedStatement insert;
  private final PreparedStatement byName;
  private final PreparedStatement byPosition;
  private final PreparedStatement byState;
  private final PreparedStatement acknowledge;
  private final PreparedStatement refuse;
  private final PreparedStatement redrive;
  private final PreparedStatement delete;
  private final PreparedStatement volume;

  EventTable(Connection connection) throws SQLException {
    String all =
        "SELECT position, source, id, deviceseq, state, stored_at_ms, settled_at_ms,"
            + " log_partition, log_offset, refusal, crc32c, body FROM events ";
    number =
        connection.prepareStatement(
            "INSERT INTO devices VALUES (?, 1) ON CONFLICT (source)"
                + " DO UPDATE SET last_deviceseq = last_deviceseq + 1 RETURNING last_deviceseq");
    insert =
        connection.prepareStatement(
            "INSERT INTO events (source, id, deviceseq, state, stored_at_ms, crc32c, body)"
                + " VALUES (?, ?, ?, 0, ?, ?, ?) RETURNING position");
    byName = connection.prepareStatement(all + "WHERE source = ? AND id = ?");
    byPosition = connection.prepareStatement(all + "WHERE position = ?");
    byState =
        connection.prepareStatement(
            all + "WHERE state = ? AND position > ? ORDER BY position LIMIT ?");
    acknowledge =
        connection.prepareStatement(
            "UPDATE events SET state = 1, settled_at_ms = ?, log_partition = ?, log_offset = ?"
                + " WHERE position = ? AND state = 0");
    refuse =
        connection.prepareStatement(
            "UPDATE events SET state = 2, settled_at_ms = ?, refusal = ?"
                + " WHERE position = ? AND state = 0");
    redrive =
        connection.prepareStatement(
            "UPDATE events SET state = 0, settled_at_ms = NULL, refusal = NULL"
                + " WHERE position = ? AND state = 2");
    delete = connection.prepareStatement("DELETE FROM events WHERE position = ?");
    volume =
        connection.prepareStatement(
            "SELECT count(*) FILTER (WHERE state = 0), count(*) FILTER (WHERE state = 2),"
                + " count(*) FILTER (WHERE state = 1), total(length(body)) FROM events");
  }

  /** A row, as it lies there. */
  record Row(
      long position,
      @Nullable EventName name,
      @Nullable Long deviceSeq,
      int state,
      Instant storedAt,
      Instant settledAt,
      int partition,
      long offset,
      @Nullable String refusal,
      int crc32c,
      byte[] body) {

    boolean waits() {
      return state == WAITING;
    }

    boolean refused() {
      return state == REFUSED;
    }

    JournalEntry toEntry() {
      return new JournalEntry(position, name, body, crc32c == checksum(body));
    }

    Fate fate() {
      return switch (state) {
        case WAITING -> new Fate.Waiting(storedAt, 0, null);
        case ACKNOWLEDGED -> new Fate.Acknowledged(settledAt, partition, offset);
        default -> new Fate.Refused(settledAt, toRefusal());
      };
    }

    EventFate toFate() {
      return new EventFate(position, name, fate());
    }

    RefusedEvent toRefused() {
      return new RefusedEvent(
          position, name, new String(body, StandardCharsets.UTF_8), settledAt, toRefusal());
    }

    private Refusal toRefusal() {
      if (refusal == null) {
        return new Refusal(0, "Refused", "", List.of());
      }
      try {
        return JSON.readValue(refusal, Refusal.class);
      } catch (JsonProcessingException e) {
        return new Refusal(0, "Refused", refusal, List.of());
      }
    }
  }

  /** The next number of a device, from 1. */
  long nextNumber(String source) throws SQLException {
    number.setString(1, source);
    return oneNumber(number);
  }

  /** Stores a waiting event and returns its position. */
  long insert(@Nullable EventName name, @Nullable Long deviceSeq, Instant now, byte[] body)
      throws SQLException {
    insert.setString(1, name == null ? null : name.source());
    insert.setString(2, name == null ? null : name.id());
    insert.setObject(3, deviceSeq);
    insert.setLong(4, now.toEpochMilli());
    insert.setInt(5, checksum(body));
    insert.setBytes(6, body);
    return oneNumber(insert);
  }

  Optional<Row> find(EventName name) throws SQLException {
    byName.setString(1, name.source());
    byName.setString(2, name.id());
    return rows(byName, Long.MAX_VALUE).stream().findFirst();
  }

  Optional<Row> find(long position) throws SQLException {
    byPosition.setLong(1, position);
    return rows(byPosition, Long.MAX_VALUE).stream().findFirst();
  }

  /** The first {@code limit} that wait; fewer, but one, if they have more than {@code maxBytes}. */
  List<Row> waiting(int limit, long maxBytes) throws SQLException {
    return byState(WAITING, 0, limit, maxBytes);
  }

  /** The first {@code limit} set aside after a position. */
  List<Row> refused(long after, int limit) throws SQLException {
    return byState(REFUSED, after, limit, Long.MAX_VALUE);
  }

  /** The {@code limit} that were acknowledged first. */
  List<Row> acknowledged(int limit) throws SQLException {
    return byState(ACKNOWLEDGED, 0, limit, Long.MAX_VALUE);
  }

  private List<Row> byState(int state, long after, int limit, long maxBytes) throws SQLException {
    byState.setInt(1, state);
    byState.setLong(2, after);
    byState.setInt(3, limit);
    return rows(byState, maxBytes);
  }

  /** Returns whether the event waited. */
  boolean settle(Settlement settlement, Instant now) throws SQLException {
    if (settlement instanceof Settlement.Acknowledge done) {
      acknowledge.setLong(1, now.toEpochMilli());
      acknowledge.setInt(2, done.partition());
      acknowledge.setLong(3, done.offset());
      acknowledge.setLong(4, done.position());
      return acknowledge.executeUpdate() == 1;
    }
    Settlement.Refuse refused = (Settlement.Refuse) settlement;
    refuse.setLong(1, now.toEpochMilli());
    refuse.setString(2, text(refused.refusal()));
    refuse.setLong(3, refused.position());
    return refuse.executeUpdate() == 1;
  }

  /** Lets a refused event wait again; returns whether it was one. */
  boolean redrive(long position) throws SQLException {
    redrive.setLong(1, position);
    return redrive.executeUpdate() == 1;
  }

  void delete(long position) throws SQLException {
    delete.setLong(1, position);
    delete.executeUpdate();
  }

  Volume volume() throws SQLException {
    try (ResultSet found = volume.executeQuery()) {
      found.next();
      return new Volume(
          found.getLong(1), found.getLong(2), found.getLong(3), (long) found.getDouble(4));
    }
  }

  private static long oneNumber(PreparedStatement statement) throws SQLException {
    try (ResultSet found = statement.executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  private static List<Row> rows(PreparedStatement statement, long maxBytes) throws SQLException {
    List<Row> rows = new ArrayList<>();
    long bytes = 0;
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        Row row = row(found);
        bytes += row.body.length + 1;
        if (bytes > maxBytes && !rows.isEmpty()) {
          break;
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static Row row(ResultSet found) throws SQLException {
    String source = found.getString(2);
    String id = found.getString(3);
    long deviceSeq = found.getLong(4);
    Long seq = found.wasNull() ? null : Long.valueOf(deviceSeq);
    return new Row(
        found.getLong(1),
        source == null || id == null ? null : new EventName(source, id),
        seq,
        found.getInt(5),
        Instant.ofEpochMilli(found.getLong(6)),
        Instant.ofEpochMilli(found.getLong(7)),
        found.getInt(8),
        found.getLong(9),
        found.getString(10),
        found.getInt(11),
        found.getBytes(12));
  }

  private static String text(Refusal refusal) {
    try {
      return JSON.writeValueAsString(refusal);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts cannot be written", e);
    }
  }

  private static int checksum(byte[] body) {
    CRC32C crc = new CRC32C();
    crc.update(body);
    return (int) crc.getValue();
  }
}
