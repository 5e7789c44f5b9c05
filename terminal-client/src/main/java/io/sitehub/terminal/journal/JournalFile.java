package io.sitehub.terminal.journal;

import io.sitehub.terminal.journal.JournalException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.LockingMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * Opens the database a journal lies in: the file named, and beside it a write-ahead log of the same
 * name with {@code -wal}.
 *
 * <p>With {@code synchronous=FULL} SQLite forces the write-ahead log to disk in every commit, and
 * the database before the log is used anew; a commit that was cut off is recognised by its checksum
 * (sqlite.org/wal.html, sqlite.org/pragma.html#pragma_synchronous). The exclusive locking mode
 * keeps the lock, and the index of the log in memory, for as long as the journal is open.
 */
final class JournalFile {
  private static final Logger log = LoggerFactory.getLogger(JournalFile.class);

  /** "SHTJ", in the header of the file. */
  private static final int APPLICATION_ID = 0x5348_544a;

  private static final int VERSION = 1;
  private static final int LONGEST_IDLE_LOG_BYTES = 4 << 20;

  private JournalFile() {}

  /**
   * Opens or makes the file; no transaction is open after it.
   *
   * @throws JournalException if it cannot be had for this process alone, or is not sound
   */
  static Connection open(Path file) throws JournalException {
    Failures failures = new Failures(file);
    boolean cutOff = makeDirectory(file, failures);
    Connection connection = null;
    try {
      connection = configuration().createConnection("jdbc:sqlite:" + file);
      prepare(connection, file, failures, cutOff);
      return connection;
    } catch (SQLException e) {
      throw closing(connection, failures.of(e));
    } catch (JournalException e) {
      throw closing(connection, e);
    }
  }

  private static JournalException closing(
      @Nullable Connection connection, JournalException failure) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
  }

  /** Returns whether the process that had the file last was cut off: a close empties the log. */
  private static boolean makeDirectory(Path file, Failures failures) throws JournalException {
    try {
      Files.createDirectories(directory(file));
      Path wal = file.resolveSibling(file.getFileName() + "-wal");
      return Files.exists(wal) && Files.size(wal) > 0;
    } catch (IOException e) {
      throw failures.of(Reason.READ_ONLY, e.toString());
    }
  }

  private static Path directory(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static SQLiteConfig configuration() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(0);
    config.setLockingMode(LockingMode.EXCLUSIVE);
    config.setSynchronous(SynchronousMode.FULL);
    config.setJournalSizeLimit(LONGEST_IDLE_LOG_BYTES);
    return config;
  }

  private static void prepare(Connection connection, Path file, Failures failures, boolean cutOff)
      throws SQLException, JournalException {
    try (Statement sql = connection.createStatement()) {
      long application = number(sql, "PRAGMA application_id");
      long version = number(sql, "PRAGMA user_version");
      boolean fresh = application == 0 && number(sql, "SELECT count(*) FROM sqlite_schema") == 0;
      if (!fresh && application != APPLICATION_ID) {
        throw failures.of(Reason.FOREIGN, "it is another kind of database");
      }
      if (version > VERSION) {
        throw failures.of(Reason.FOREIGN, "it has version " + version + ", known is " + VERSION);
      }
      // Where the system knows a flush that also empties the drive's cache (macOS).
      sql.execute("PRAGMA fullfsync = ON");
      sql.execute("PRAGMA checkpoint_fullfsync = ON");
      sql.execute("PRAGMA journal_mode = WAL");
      if (fresh) {
        create(sql);
        forceDirectory(file);
      } else if (cutOff) {
        check(sql, failures);
        log.atInfo().addKeyValue("journal", file).log("a journal that was cut off is sound");
      }
      // Takes the lock now, not with the first event.
      sql.execute("BEGIN EXCLUSIVE");
      sql.execute("COMMIT");
    }
  }

  private static void create(Statement sql) throws SQLException {
    sql.execute("BEGIN EXCLUSIVE");
    sql.execute("PRAGMA application_id = " + APPLICATION_ID);
    sql.execute("PRAGMA user_version = " + VERSION);
    for (String definition : EventTable.DEFINITION) {
      sql.execute(definition);
    }
    sql.execute("COMMIT");
  }

  private static void check(Statement sql, Failures failures)
      throws SQLException, JournalException {
    try (ResultSet found = sql.executeQuery("PRAGMA quick_check(1)")) {
      String verdict = found.next() ? found.getString(1) : "no answer";
      if (!verdict.equals("ok")) {
        throw failures.of(Reason.CORRUPT, verdict);
      }
    }
  }

  /** A new file survives a power cut only once its directory says that it is there. */
  private static void forceDirectory(Path file) {
    try (FileChannel directory = FileChannel.open(directory(file), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException e) {
      // Windows opens no directories, and needs none forced.
      log.atDebug().addKeyValue("journal", file).setCause(e).log("a directory was not forced");
    }
  }

  private static long number(Statement sql, String query) throws SQLException {
    try (ResultSet found = sql.executeQuery(query)) {
      return found.next() ? found.getLong(1) : 0;
    }
  }
}
