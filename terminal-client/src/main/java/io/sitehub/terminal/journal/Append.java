package io.sitehub.terminal.journal;

import io.sitehub.terminal.event.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of one caller on their way to disk: all of them get there, or none. */
final class Append {
  private final List<Draft> drafts;
  private List<Published> published = List.of();
  private @Nullable Exception failure;
  private boolean done;

  Append(List<Draft> drafts) {
    this.drafts = drafts;
  }

  List<Draft> drafts() {
    return drafts;
  }

  boolean done() {
    return done;
  }

  void publish(List<Published> stored) {
    this.published = stored;
  }

  /** Its own fault, and nobody else's. */
  void fail(Exception why) {
    this.failure = why;
  }

  /** The fault of all that were to go into one transaction; each caller gets its own exception. */
  void failUnlessFailed(JournalException.Reason reason, String message, @Nullable Throwable cause) {
    if (failure == null) {
      failure = new JournalException(reason, message, cause);
    }
  }

  /** What was published is on disk, or why it is not is known. */
  void finish() {
    done = true;
  }

  List<Published> result() throws JournalException {
    if (failure instanceof RuntimeException bug) {
      throw bug;
    } else if (failure instanceof JournalException failed) {
      throw failed;
    }
    return published;
  }
}
