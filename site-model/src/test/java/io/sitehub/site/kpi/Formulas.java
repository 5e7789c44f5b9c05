package io.sitehub.site.kpi;

import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.site.config.SiteHistory;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** Formulas of the site lyon-1. */
final class Formulas {
  private Formulas() {}

  /** A site that is told nothing but its zone. */
  static SiteHistory in(ZoneId zone) {
    return SiteHistory.of("lyon-1", List.of(config(c -> c.setZone(zone.getId()))));
  }

  /** A version that holds from the beginning, with some fields set. */
  static SiteConfig config(Consumer<SiteConfig.Builder> set) {
    SiteConfig.Builder config = SiteConfig.newBuilder(SiteHistory.defaults("lyon-1"));
    set.accept(config);
    return config.build();
  }

  static KpiFormula builtIn(String kpi, SiteHistory history) {
    return KpiFormula.of(KpiCatalogue.builtIn().declaration(kpi).orElseThrow(), history);
  }

  static List<KpiFormula> builtIn(ZoneId zone) {
    SiteHistory history = in(zone);
    return KpiCatalogue.builtIn().declarations().stream()
        .map((KpiDeclaration declaration) -> KpiFormula.of(declaration, history))
        .toList();
  }
}
