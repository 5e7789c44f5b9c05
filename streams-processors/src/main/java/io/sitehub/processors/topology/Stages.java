package io.sitehub.processors.topology;

import static io.sitehub.processors.topology.NodeNames.APPLY_DIFFERENCE;
import static io.sitehub.processors.topology.NodeNames.CHECK_NAME;
import static io.sitehub.processors.topology.NodeNames.FOLD_EVENT;
import static io.sitehub.processors.topology.NodeNames.GATHER_CHANGES;
import static io.sitehub.processors.topology.NodeNames.ISSUE_TICKET;
import static io.sitehub.processors.topology.NodeNames.KEEP_VISIT;
import static io.sitehub.processors.topology.NodeNames.WATCH_SITE;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.processors.alert.AlertKind;
import io.sitehub.processors.alert.WatchStage;
import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.decode.DecodeStage;
import io.sitehub.processors.decode.RecordDecoder;
import io.sitehub.processors.deduplicate.DeduplicateStage;
import io.sitehub.processors.kpi.KpiStage;
import io.sitehub.processors.kpi.StepSize;
import io.sitehub.processors.order.OrderStage;
import io.sitehub.processors.settings.SettingsStage;
import io.sitehub.processors.state.StoredEventCodec;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.track.FoldStage;
import io.sitehub.processors.track.GatherStage;
import io.sitehub.processors.track.KeepStage;
import io.sitehub.processors.track.TicketStage;
import io.sitehub.processors.visit.VisitFold;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.config.SiteHistory;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiFormulas;
import java.util.List;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Makes the stages: a new set for each task, on what all tasks share. */
public class Stages {

  private final SchemaRegistry registry;
  private final int partitions;
  private final StepSize stepSize;
  private final Tally tally;
  private final RecordDecoder decoder;
  private final StoredEventCodec events;
  private final Visits.Codec visits;
  private final VisitFold fold;
  private final KpiCatalogue catalogue;
  private final KpiFormulas formulas = new KpiFormulas();

  /**
   * @param registry knows the schemas of events and gives ids to those of the derived state
   * @param partitions partition count of the log
   * @param stepSize how much may be done at once beside the events
   */
  public Stages(
      SchemaRegistry registry,
      int partitions,
      KpiCatalogue catalogue,
      StepSize stepSize,
      Tally tally) {
    this.registry = registry;
    this.partitions = partitions;
    this.stepSize = stepSize;
    this.tally = tally;
    this.decoder = new RecordDecoder(registry, partitions);
    this.events = new StoredEventCodec(registry);
    this.visits = new Visits.Codec(registry);
    this.fold = new VisitFold();
    this.catalogue = catalogue;
  }

  /**
   * Compiles the KPIs that every site has: a standby that takes over is waited for, and the first
   * time in a process takes long.
   */
  public void prepare() {
    SiteHistory anySite = SiteHistory.unconfigured("any");
    catalogue.declarations().forEach(declaration -> formulas.of(declaration, anySite));
  }

  DecodeStage decode() {
    return new DecodeStage(decoder, tally, CHECK_NAME);
  }

  DeduplicateStage deduplicate() {
    return new DeduplicateStage(events, tally, FOLD_EVENT, WATCH_SITE);
  }

  FoldStage visit() {
    return new FoldStage(registry, fold, events, visits, tally, ISSUE_TICKET);
  }

  OrderStage order() {
    return new OrderStage(registry, partitions, visits, tally, ISSUE_TICKET);
  }

  TicketStage ticket() {
    return new TicketStage(registry, tally, GATHER_CHANGES);
  }

  GatherStage gather() {
    return new GatherStage(APPLY_DIFFERENCE);
  }

  /** What each task does once before a commit; another one may think of commits otherwise. */
  protected StoreBuilder<? extends StateStore> beforeCommit() {
    return BeforeCommit.builder();
  }

  SettingsStage settings() {
    return new SettingsStage(registry, partitions, tally, List.of(APPLY_DIFFERENCE, WATCH_SITE));
  }

  KpiStage kpi() {
    return new KpiStage(registry, visits, catalogue, formulas, stepSize, KEEP_VISIT);
  }

  KeepStage keep() {
    return new KeepStage(registry, events, visits, AlertKind::idsOfVisit, WATCH_SITE);
  }

  WatchStage watch() {
    return new WatchStage(registry, visits);
  }
}
