package io.sitehub.site.expression;

import io.sitehub.model.state.Visit;
import org.apache.avro.Schema;

/** Sets of fields of a visit: the bit of a field is its position in the schema. */
final class VisitMask {
  static final long ALL = -1L;

  private VisitMask() {}

  /** The set of these fields, by their names in the schema. */
  static long of(String... fields) {
    long mask = 0;
    for (String name : fields) {
      Schema.Field field = Visit.getClassSchema().getField(name);
      if (field == null) {
        throw new IllegalArgumentException("a visit has no field " + name);
      }
      mask |= 1L << field.pos();
    }
    return mask;
  }
}
