package io.sitehub.terminal.journal;

import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.journal.JournalException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what went wrong with one file, and what to do. */
final class Failures {
  /** SQLite keeps the primary result code in the low byte of an extended one. */
  private static final int PRIMARY = 0xff;

  private final Path file;

  Failures(Path file) {
    this.file = file;
  }

  JournalException of(SQLException cause) {
    Reason reason = reason(cause);
    return new JournalException(reason, describe(reason) + " (" + cause.getMessage() + ")", cause);
  }

  /** A failure that needs no error of the database to be seen. */
  JournalException of(Reason reason, String what) {
    return new JournalException(reason, describe(reason) + ": " + what, null);
  }

  JournalException nameTaken(EventName name) {
    return new JournalException(
        Reason.NAME_TAKEN,
        "the journal %s holds another event named %s: give each event an id of its own"
            .formatted(file, name),
        null);
  }

  /**
   * Whether a rollback failed only because no transaction is open; every real failure has a code.
   */
  static boolean isNothingToRollBack(SQLException cause) {
    return cause instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_ERROR;
  }

  private static Reason reason(SQLException cause) {
    if (!(cause instanceof SQLiteException sqlite)) {
      return Reason.IO;
    }
    int primary = sqlite.getResultCode().code & PRIMARY;
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return Reason.DISK_FULL;
    } else if (primary == SQLiteErrorCode.SQLITE_READONLY.code
        || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
        || primary == SQLiteErrorCode.SQLITE_PERM.code) {
      return Reason.READ_ONLY;
    } else if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return Reason.LOCKED;
    } else if (primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return Reason.CORRUPT;
    } else if (primary == SQLiteErrorCode.SQLITE_NOTADB.code) {
      return Reason.FOREIGN;
    }
    return Reason.IO;
  }

  private String describe(Reason reason) {
    return switch (reason) {
      case FULL -> "the journal " + file + " is full; see why no gateway takes what waits in it";
      case NAME_TAKEN -> "the journal " + file + " holds another event of this name";
      case DISK_FULL -> "the disk of the journal " + file + " is full; make room";
      case READ_ONLY ->
          "the journal "
              + file
              + " cannot be written; see that it, its directory and the disk let this user write";
      case LOCKED ->
          "the journal "
              + file
              + " is open elsewhere; close the other program or use a file of your own";
      case CORRUPT ->
          "the journal "
              + file
              + " is damaged; keep it for repair, then use a new file and a new device name";
      case FOREIGN -> "the file " + file + " is no journal this version can read; use another file";
      case IO ->
          "the journal "
              + file
              + " could not be read or written; see to its disk, then open it again";
      case CLOSED -> "the journal " + file + " is closed; open it again";
    };
  }
}
