package io.sitehub.kpis.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.sitehub.kit.http.HttpService;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.site.kpi.KpiRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of a KPI as answers show them. */
final class KpiValues {
  private static final ObjectWriter JSON = HttpService.jsonMapper().writer();

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

  /** The same, as JSON. */
  static String json(List<KpiRow> rows, List<String> by) {
    try {
      return JSON.writeValueAsString(render(rows, by));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("values can be written", impossible);
    }
  }

  private static Map<String, String> named(List<String> names, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      named.put(names.get(i), values.get(i));
    }
    return named;
  }
}
