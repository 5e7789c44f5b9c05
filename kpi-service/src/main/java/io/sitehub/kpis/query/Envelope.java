package io.sitehub.kpis.query;

import io.sitehub.kpis.route.Freshness;
import io.sitehub.model.time.Rfc3339;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every answer begins with: how old it may be, and who gave it. */
public final class Envelope {
  private Envelope() {}

  /** An answer that further members can be put into, in order. */
  public static Map<String, Object> of(Freshness freshness) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("asOf", Rfc3339.format(freshness.asOf()));
    answer.put("lag", freshness.lag());
    answer.put("servedBy", freshness.servedBy().text());
    answer.put("instance", freshness.instance());
    return answer;
  }
}
