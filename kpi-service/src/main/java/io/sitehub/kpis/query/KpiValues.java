package io.sitehub.kpis.query;

import io.sitehub.model.time.Rfc3339;
import io.sitehub.site.kpi.KpiRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a KPI as answers show them. */
final class KpiValues {
  private KpiValues() {}

  /** One member of {@code values} for each row. */
  static List<Map<String, Object>> render(List<KpiRow> rows, List<String> by) {
    List<Map<String, Object>> values = new ArrayList<>(rows.size());
    for (KpiRow row : rows) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("from", Rfc3339.format(row.window().from()));
      value.put("to", Rfc3339.format(row.window().to()));
      value.put("window", row.window().label());
      value.put("dimensions", named(by, row.dimensions()));
      value.put("status", row.isFinal() ? "final" : "provisional");
      value.put("count", row.value().count());
      value.put("measures", row.value().measures());
      values.add(value);
    }
    return values;
  }

  private static Map<String, String> named(List<String> names, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), values.get(i));
    }
    return named;
  }
}
