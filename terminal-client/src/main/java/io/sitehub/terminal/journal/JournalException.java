package io.sitehub.terminal.journal;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The journal did not do what it was asked to; the message names the file and what to do. */
public final class JournalException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  JournalException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why; a program may switch on it. */
  public Reason reason() {
    return reason;
  }

  /** Why a journal did not do what it was asked to. */
  public enum Reason {
    /**
     * As many events or bytes wait in it, or are set aside, as it may hold; nothing was stored.
     * Stop what makes events, or tell somebody that no gateway was reached for so long.
     */
    FULL,
    /**
     * Another event has this name; nothing was stored. A fault of the program that names events.
     */
    NAME_TAKEN,
    /** The file system has no room; nothing was stored. Make room and publish again. */
    DISK_FULL,
    /** The file or its directory cannot be written; nothing was stored. */
    READ_ONLY,
    /** Somebody else has it open. A journal belongs to one process. */
    LOCKED,
    /** The file is damaged. Keep it for repair and start with another file and device name. */
    CORRUPT,
    /** The file is something else, or of a newer version of this library. */
    FOREIGN,
    /**
     * Reading or writing failed. Whether what was being published is stored is known after the
     * journal was opened again; until then it takes nothing.
     */
    IO,
    /** It was closed. */
    CLOSED
  }
}
