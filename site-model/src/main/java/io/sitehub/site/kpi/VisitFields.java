package io.sitehub.site.kpi;

import io.sitehub.model.state.Visit;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What has changed in a visit, as a mask: the bit of a field is its position in the schema. */
public final class VisitFields {
  private static final int COUNT = Visit.getClassSchema().getFields().size();

  private VisitFields() {}

  /**
   * The fields that differ; every one when there was no visit before.
   *
   * <p>Cheap where both share what did not change, as a fold of one more event does.
   */
  public static long changed(@Nullable Visit before, Visit after) {
    if (before == null) {
      return -1L;
    }
    long changed = 0;
    for (int field = 0; field < COUNT; field++) {
      if (!same(before.get(field), after.get(field))) {
        changed |= 1L << field;
      }
    }
    return changed;
  }

  /** As {@code equals}, without Avro's walk along the schema, which takes 20 times as long. */
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    if (a instanceof SpecificRecord x && b instanceof SpecificRecord y) {
      return sameRecords(x, y);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return sameLists(x, y);
    }
    return Objects.equals(a, b);
  }

  private static boolean sameRecords(SpecificRecord a, SpecificRecord b) {
    for (int field = a.getSchema().getFields().size() - 1; field >= 0; field--) {
      if (!same(a.get(field), b.get(field))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameLists(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    for (int i = a.size() - 1; i >= 0; i--) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
