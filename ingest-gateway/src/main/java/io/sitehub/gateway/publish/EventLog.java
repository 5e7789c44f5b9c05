package io.sitehub.gateway.publish;

import io.sitehub.gateway.validate.ValidEvent;
import java.util.List;
import java.util.function.Consumer;

/** The replicated log, as a request sees it. */
public interface EventLog {

  /**
   * Appends all events; returns at once.
   *
   * @param done told exactly once, from any thread, also before this returns; must not block
   */
  void append(List<ValidEvent> events, Consumer<AppendOutcome> done);
}
