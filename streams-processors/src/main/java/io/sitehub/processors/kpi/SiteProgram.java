package io.sitehub.processors.kpi;

import io.sitehub.model.state.KpiSeries;
import io.sitehub.model.state.SeriesPhase;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.KpiFormula;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The series of one site and what becomes of them. Each change is in the store before the method
 * returns: a task that dies goes on from there.
 */
final class SiteProgram {

  private final String siteId;
  private final SeriesTable table;
  private final SiteSettings settings;
  private final List<RunningSeries> running;

  SiteProgram(
      String siteId, SeriesTable table, SiteSettings settings, List<RunningSeries> running) {
    this.siteId = siteId;
    this.table = table;
    this.settings = settings;
    this.running = new ArrayList<>(running);
  }

  String siteId() {
    return siteId;
  }

  /** All of its series, by number. */
  List<RunningSeries> running() {
    return running;
  }

  boolean hasWork() {
    for (RunningSeries series : running) {
      if (series.hasWork()) {
        return true;
      }
    }
    return false;
  }

  /** The series that queries about a KPI are answered from, if it is complete. */
  @Nullable RunningSeries live(String kpi) {
    for (RunningSeries each : running) {
      if (each.is(SeriesPhase.LIVE) && each.kpi().equals(kpi)) {
        return each;
      }
    }
    return null;
  }

  /**
   * Makes the series those of these KPIs. A live series stays until the one that takes its place is
   * filled; one that is still being filled and is not wanted any more goes at once.
   *
   * @param wanted what each KPI should mean, by name
   * @param visits how many visits the site has: a series of a site without any is live at once
   */
  void pursue(
      SequencedMap<String, KpiFormula> wanted, SiteHistory history, long visits, Instant now) {
    for (RunningSeries each : List.copyOf(running)) {
      KpiFormula formula = wanted.get(each.kpi());
      if (formula == null || !stands(each, formula)) {
        if (formula == null || each.is(SeriesPhase.FILLING)) {
          drop(each);
        }
      } else if (!each.series.getDeclaration().equals(formula.declaration())) {
        each.redeclare(formula);
        store(each);
      }
    }
    wanted.values().stream()
        .filter(formula -> running.stream().noneMatch(each -> stands(each, formula)))
        .toList()
        .forEach(formula -> begin(formula, history, visits, now));
  }

  private static boolean stands(RunningSeries each, KpiFormula formula) {
    return each.kpi().equals(formula.kpi().name()) && formula.fingerprint().equals(meaning(each));
  }

  private static @Nullable String meaning(RunningSeries each) {
    return each.is(SeriesPhase.DROPPING) ? null : each.series.getFingerprint();
  }

  private void begin(KpiFormula formula, SiteHistory history, long visits, Instant now) {
    KpiSeries series =
        KpiSeries.newBuilder()
            .setSiteId(siteId)
            .setSeries(running.isEmpty() ? 1 : running.getLast().series.getSeries() + 1)
            .setDeclaration(formula.declaration())
            .setZone(history.zone().getId())
            .setConfigs(formula.readsSite() ? List.copyOf(history.versions()) : List.of())
            .setFingerprint(formula.fingerprint())
            .setPhase(SeriesPhase.FILLING)
            .setVisitsTotal(visits)
            .setStartedAt(now)
            .build();
    RunningSeries begun = new RunningSeries(series, formula);
    running.add(begun);
    if (visits == 0) {
      filled(begun, now);
    } else {
      store(begun);
    }
  }

  /** A series is complete: it takes the place of what was shown before. */
  void filled(RunningSeries complete, Instant now) {
    RunningSeries before = live(complete.kpi());
    complete.series.setPhase(SeriesPhase.LIVE);
    complete.series.setFilledTo(null);
    complete.series.setLiveAt(now);
    complete.series.setCellsPending(complete.series.getVisitsDone() > 0);
    store(complete);
    if (before != null) {
      drop(before);
    }
  }

  private void drop(RunningSeries each) {
    if (!each.is(SeriesPhase.DROPPING)) {
      each.series.setPhase(SeriesPhase.DROPPING);
      each.series.setFilledTo(null);
      each.series.setCellsPending(false);
      each.swept = null;
      store(each);
    }
  }

  /** Stores what has become of a series, and lets those who remember the settings know. */
  void store(RunningSeries each) {
    table.put(each.series);
    settings.touch(siteId);
  }

  /** Stores how far it has come, which changes nothing for those who ask. */
  void storeProgress(RunningSeries each) {
    table.put(each.series);
  }

  /** Forgets a series of which nothing is left. */
  void gone(RunningSeries each) {
    table.remove(each.series);
    running.remove(each);
    settings.touch(siteId);
  }

  /** Those that are being filled and have come least far, which goes for all of them. */
  Collection<RunningSeries> leastFilled() {
    List<RunningSeries> least = new ArrayList<>();
    for (RunningSeries each : running) {
      if (each.is(SeriesPhase.FILLING)) {
        int order = least.isEmpty() ? 0 : each.compareFilled(least.getFirst());
        if (order < 0) {
          least.clear();
        }
        if (order <= 0) {
          least.add(each);
        }
      }
    }
    return least;
  }
}
