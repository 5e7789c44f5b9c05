package io.sitehub.model.cloudevent;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The order in which events count as having happened: (time, source, deviceseq, id), an absent
 * {@code deviceseq} first. It depends on nothing but the events, so every permutation of arrivals
 * folds to the same state. Strings compare by UTF-16 code units, as {@link String#compareTo} does.
 */
public final class EventOrder implements Comparator<SiteEvent> {

  /** The order. */
  public static final EventOrder INSTANCE = new EventOrder();

  private EventOrder() {}

  @Override
  public int compare(SiteEvent a, SiteEvent b) {
    int order = a.time().compareTo(b.time());
    if (order == 0) {
      order = a.name().source().compareTo(b.name().source());
    }
    if (order == 0) {
      order = compareSequences(a.deviceSeq(), b.deviceSeq());
    }
    return order == 0 ? a.name().id().compareTo(b.name().id()) : order;
  }

  private static int compareSequences(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    return Long.compare(a, b);
  }
}
