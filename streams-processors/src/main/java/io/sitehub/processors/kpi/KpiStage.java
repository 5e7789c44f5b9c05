package io.sitehub.processors.kpi;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.processors.state.Sites;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.track.SettingsChange;
import io.sitehub.processors.track.SiteChange;
import io.sitehub.processors.track.VisitChange;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormula;
import io.sitehub.site.kpi.KpiFormulas;
import io.sitehub.site.kpi.Measurements;
import io.sitehub.site.kpi.VisitFields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sixth stage: takes back from the cells what the visit had added, adds what it adds now, series by
 * series; where nothing a series looks at has changed, nothing is touched. What all visits of a
 * commit add to a cell is added once. Beside the events it fills the series of new and changed
 * KPIs, a little at a time.
 */
public final class KpiStage extends ContextualProcessor<String, SiteChange, Object, Object> {

  /** How often there may be a step of what must be done beside the events. */
  private static final Duration STEP_EVERY = Duration.ofMillis(10);

  private static final int MAX_SITES = Integer.MAX_VALUE;

  private final SchemaRegistry registry;
  private final Visits.Codec visitCodec;
  private final KpiCatalogue catalogue;
  private final KpiFormulas formulas;
  private final StepSize stepSize;
  private final String next;
  private Sites sites;
  private KpiCells cells;
  private CellOutput output;
  private SitePrograms programs;
  private SeriesWork work;
  private Differences differences;
  private MeasuredVisits measured;
  private final Queue<SiteProgram> round = new ArrayDeque<>();
  private boolean begun;

  /**
   * @param next name of the node that takes {@link VisitChange}s
   */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public KpiStage(
      SchemaRegistry registry,
      Visits.Codec visitCodec,
      KpiCatalogue catalogue,
      KpiFormulas formulas,
      StepSize stepSize,
      String next) {
    this.registry = registry;
    this.visitCodec = visitCodec;
    this.catalogue = catalogue;
    this.formulas = formulas;
    this.stepSize = stepSize;
    this.next = next;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    StateSpace space = StateSpace.of(context.getStateStore(Table.STORE));
    sites = new Sites(space);
    cells = new KpiCells(space, registry);
    output = new CellOutput(context);
    programs = new SitePrograms(space, registry, catalogue, formulas);
    work = new SeriesWork(new Visits(space, visitCodec), cells, output, stepSize);
    differences = new Differences(cells, output);
    measured = new MeasuredVisits();
    round.clear();
    begun = false;
    BeforeCommit.of(context).add(BeforeCommit.Step.CELLS, context, differences::store);
    context.schedule(STEP_EVERY, PunctuationType.WALL_CLOCK_TIME, this::step);
  }

  @Override
  public void process(Record<String, SiteChange> input) {
    Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
    switch (input.value()) {
      case SettingsChange _ -> programs.renew(input.key(), now);
      case VisitChange change -> {
        count(programs.of(input.key(), now), change, input.timestamp());
        context().forward(input.withValue(change), next);
      }
    }
  }

  private void count(SiteProgram program, VisitChange change, long timestampMs) {
    Visit before = change.visitBefore();
    Visit after = change.visit();
    long changed = VisitFields.changed(before, after);
    Map<RunningSeries, Measurements> known = measured.of(before);
    IdentityHashMap<RunningSeries, Measurements> now = new IdentityHashMap<>();
    for (RunningSeries each : program.running()) {
      KpiFormula formula = each.formula;
      if (formula == null || !each.counts(after)) {
        continue;
      }
      Measurements was = known.get(each);
      if (formula.reads(changed)) {
        if (was == null) {
          was = before == null ? Measurements.NONE : formula.measurements(before);
        }
        Measurements is = formula.measurements(after);
        differences.add(each, formula.difference(was, is), timestampMs);
        now.put(each, is);
      } else if (was != null) {
        now.put(each, was);
      }
    }
    measured.put(after, now);
  }

  /** One step at one site, in turn. */
  private void step(long nowMs) {
    Instant now = Instant.ofEpochMilli(nowMs);
    if (!begun) {
      sites.list(MAX_SITES).forEach(siteId -> programs.of(siteId, now));
      begun = true;
    }
    if (round.isEmpty()) {
      round.addAll(programs.withWork());
    }
    SiteProgram program = round.poll();
    if (program != null && programs.isCurrent(program)) {
      work.step(program, now);
    }
  }
}
