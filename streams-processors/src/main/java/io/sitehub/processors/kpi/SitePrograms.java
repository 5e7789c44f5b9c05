package io.sitehub.processors.kpi;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.VisitCounts;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormula;
import io.sitehub.site.kpi.KpiFormulas;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The series of all sites of a task. */
final class SitePrograms {

  private static final Logger log = LoggerFactory.getLogger(SitePrograms.class);

  private final KpiCatalogue catalogue;
  private final KpiFormulas formulas;
  private final SiteSettings settings;
  private final SeriesTable table;
  private final VisitCounts visits;
  private final Map<String, SiteProgram> bySite = new HashMap<>();

  SitePrograms(
      StateSpace space, SchemaRegistry registry, KpiCatalogue catalogue, KpiFormulas formulas) {
    this.catalogue = catalogue;
    this.formulas = formulas;
    this.settings = new SiteSettings(space, registry);
    this.table = new SeriesTable(space, registry);
    this.visits = new VisitCounts(space);
  }

  /**
   * The series of a site; when it is first asked for, made those of the site's settings and of the
   * catalogue of this release, which may have changed meanwhile.
   */
  SiteProgram of(String siteId, Instant now) {
    SiteProgram known = bySite.get(siteId);
    return known == null ? renew(siteId, now) : known;
  }

  /** The series of a site under its settings as they are now. */
  SiteProgram renew(String siteId, Instant now) {
    List<RunningSeries> running = new ArrayList<>();
    for (KpiSeries series : table.list(siteId)) {
      running.add(new RunningSeries(series, formula(series)));
    }
    SiteProgram program = new SiteProgram(siteId, table, settings, running);
    SiteHistory history = settings.history(siteId);
    program.pursue(wanted(siteId, history), history, visits.of(siteId), now);
    bySite.put(siteId, program);
    return program;
  }

  /** Whether this is what a site's series are known by: not after they were renewed. */
  boolean isCurrent(SiteProgram program) {
    return bySite.get(program.siteId()) == program;
  }

  /** Those in which something is left to do. */
  List<SiteProgram> withWork() {
    List<SiteProgram> programs = new ArrayList<>();
    for (SiteProgram program : bySite.values()) {
      if (program.hasWork()) {
        programs.add(program);
      }
    }
    return programs;
  }

  private SequencedMap<String, KpiFormula> wanted(String siteId, SiteHistory history) {
    SequencedMap<String, KpiFormula> wanted = new LinkedHashMap<>();
    List<KpiDeclaration> declarations = new ArrayList<>(catalogue.declarations());
    declarations.addAll(settings.kpis(siteId));
    for (KpiDeclaration declaration : declarations) {
      KpiFormula formula = formula(siteId, declaration, () -> formulas.of(declaration, history));
      if (formula != null) {
        wanted.putIfAbsent(declaration.getKpi(), formula);
      }
    }
    return wanted;
  }

  private @Nullable KpiFormula formula(KpiSeries series) {
    if (series.getPhase() == SeriesPhase.DROPPING) {
      return null;
    }
    return formula(series.getSiteId(), series.getDeclaration(), () -> formulas.of(series));
  }

  /** A declaration that this release does not understand any more is no KPI, and stops no site. */
  private @Nullable KpiFormula formula(
      String siteId, KpiDeclaration declaration, Supplier<KpiFormula> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException e) {
      log.atWarn()
          .addKeyValue("site", siteId)
          .addKeyValue("kpi", declaration.getKpi())
          .log("A KPI is left out: this release cannot compute it: {}", e.getMessage());
      return null;
    }
  }
}
