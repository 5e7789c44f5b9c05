package io.sitehub.site.kpi;

import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.site.config.SiteHistory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes formulas and remembers what declarations compile to, which takes a millisecond each: every
 * site has the same built-in ones. Thread-safe.
 */
public final class KpiFormulas {
  /** More than there are sites and definitions; should there be, all is forgotten once. */
  private static final int MOST = 10_000;

  private final Map<String, KpiFormula> byDeclaration = new ConcurrentHashMap<>();

  /**
   * A KPI of a site.
   *
   * @throws IllegalArgumentException if {@link KpiChecker} finds something wrong with it
   */
  public KpiFormula of(KpiDeclaration declaration, SiteHistory history) {
    if (byDeclaration.size() >= MOST) {
      byDeclaration.clear();
    }
    return byDeclaration
        .computeIfAbsent(AvroToJson.text(declaration), text -> KpiFormula.of(declaration, history))
        .under(history);
  }

  /**
   * What a series is of.
   *
   * @throws IllegalArgumentException if {@link KpiChecker} finds something wrong with it
   */
  public KpiFormula of(KpiSeries series) {
    return of(series.getDeclaration(), KpiFormula.history(series));
  }
}
