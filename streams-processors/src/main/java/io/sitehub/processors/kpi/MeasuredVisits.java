package io.sitehub.processors.kpi;

import io.sitehub.model.state.Visit;
import io.sitehub.site.kpi.Measurements;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the series of a site measured of the visits that changed last: when a truck goes on, what it
 * came to before is known, and so is what nothing that happened to it can have changed.
 */
final class MeasuredVisits {

  /** Trucks on site in a partition, and some more. */
  private static final int MOST = 200;

  private record Key(String siteId, String visitId) {}

  private record Known(Visit visit, Map<RunningSeries, Measurements> bySeries) {}

  private final Map<Key, Known> last =
      new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
          return size() > MOST;
        }
      };

  /**
   * What series measured of a visit, those that are known.
   *
   * @param visit the very object that was {@link #put}: any other may say something else
   */
  Map<RunningSeries, Measurements> of(@Nullable Visit visit) {
    Known known = visit == null ? null : last.get(key(visit));
    return known == null || known.visit() != visit ? Map.of() : known.bySeries();
  }

  /** Remembers what series measured of a visit. */
  void put(Visit visit, IdentityHashMap<RunningSeries, Measurements> bySeries) {
    last.put(key(visit), new Known(visit, bySeries));
  }

  private static Key key(Visit visit) {
    return new Key(visit.getSiteId(), visit.getVisitId());
  }
}
