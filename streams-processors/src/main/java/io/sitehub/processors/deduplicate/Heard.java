package io.sitehub.processors.deduplicate;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.processors.state.StoredEvent;

/** What a device sent that had not come before. */
public sealed interface Heard {

  /** An event of a name that is new, whether or not it concerns a visit. */
  record NewEvent(StoredEvent stored) implements Heard {}

  /**
   * An event of a name that another event has.
   *
   * @param second the event that came later and is a dead letter
   */
  record ReusedName(SiteEvent second) implements Heard {}
}
