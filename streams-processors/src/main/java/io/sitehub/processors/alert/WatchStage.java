package io.sitehub.processors.alert;

import static io.sitehub.processors.alert.AlertKind.DEVICE_SILENT;
import static io.sitehub.processors.alert.AlertKind.EVENT_NAME_REUSE;
import static io.sitehub.processors.alert.AlertKind.QUEUE_TOO_LONG;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.DeviceStatus;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.alert.Watches.Due;
import io.sitehub.processors.alert.Watches.Watch;
import io.sitehub.processors.commit.BeforeCommit;
import io.sitehub.processors.deduplicate.Heard;
import io.sitehub.processors.device.DeviceRegister;
import io.sitehub.processors.queue.Queues;
import io.sitehub.processors.state.Alerts;
import io.sitehub.processors.state.Devices;
import io.sitehub.processors.state.KpiCells;
import io.sitehub.processors.state.Progress;
import io.sitehub.processors.state.SeriesTable;
import io.sitehub.processors.state.SiteSettings;
import io.sitehub.processors.state.StateSpace;
import io.sitehub.processors.state.Table;
import io.sitehub.processors.state.TrackedVisit;
import io.sitehub.processors.state.Visits;
import io.sitehub.processors.state.VisitsAtHand;
import io.sitehub.processors.track.SettingsChange;
import io.sitehub.processors.track.VisitChange;
import io.sitehub.processors.vehicle.Tares;
import io.sitehub.site.config.SiteHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Last stage: keeps what is known of devices, vehicles and queues, and has the alerts stand that
 * should. It takes what was {@link Heard} of devices, each {@link VisitChange} once it is kept and
 * each change of settings, and looks once a second at what is due. All of it is written in the
 * task's transaction: a failover neither doubles nor loses an alert.
 */
public final class WatchStage extends ContextualProcessor<String, Object, Object, Object> {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration NAMES_REMEMBERED = Duration.ofHours(24);

  /** So many subjects are looked at each second; the others wait for the next. */
  private static final int AT_ONCE = 1_000;

  private final SchemaRegistry registry;
  private final Visits.Codec codec;
  private final SiteClock clock = new SiteClock();
  private StateSpace space;
  private Settings settings;
  private Visits visits;
  private Devices devices;
  private DeviceRegister register;
  private Tares tares;
  private Queues queues;
  private KpiConditions kpis;
  private Watches watches;
  private AlertDesk desk;
  private BeforeCommit beforeCommit;

  /** Keeps what is known of a task's sites in its store. */
  @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
  public WatchStage(SchemaRegistry registry, Visits.Codec codec) {
    this.registry = registry;
    this.codec = codec;
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    super.init(context);
    space = StateSpace.of(context.getStateStore(Table.STORE));
    settings = new SettingsInForce(new SiteSettings(space, registry));
    visits = new Visits(space, codec, VisitsAtHand.of(context));
    devices = new Devices(space);
    register = new DeviceRegister(devices);
    tares = new Tares(space);
    queues = new Queues(space);
    kpis = new KpiConditions(new SeriesTable(space, registry), new KpiCells(space, registry));
    watches = new Watches(space);
    desk = new AlertDesk(context, new Alerts(space, registry), watches);
    beforeCommit = BeforeCommit.of(context);
    beforeCommit.add(BeforeCommit.Step.DEVICES, context, register::store);
    context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, Object> input) {
    Instant now = clock.at(Instant.ofEpochMilli(input.timestamp()), wallClock());
    switch (input.value()) {
      case Heard.NewEvent(var stored) -> {
        register.enter(stored);
        heard(input.key(), stored.event(), now);
      }
      case Heard.ReusedName(SiteEvent second) -> reused(input.key(), second, now);
      case VisitChange change -> changed(change, now);
      case SettingsChange _ -> settingsChanged(input.key(), now);
      default -> throw new IllegalStateException("cannot watch a " + input.value().getClass());
    }
  }

  private void tick(long wallClockMs) {
    beforeCommit.run(); // what is due is judged by all that is known
    Instant now =
        clock.tick(
            Progress.read(space, context().taskId().partition()),
            Instant.ofEpochMilli(wallClockMs));
    if (now == null) {
      return;
    }
    for (Due due : watches.due(now, AT_ONCE)) {
      look(due.siteId(), due.subject(), now);
    }
  }

  /** Most events of a device change nothing about its alerts, and then cost one look. */
  private void heard(String siteId, SiteEvent event, Instant now) {
    Subject device = new Subject.OfDevice(event.name().source());
    if (event.data() instanceof DeviceStatus
        || (watches.find(siteId, device).standing() & DEVICE_SILENT.mask()) != 0) {
      look(siteId, device, now);
    }
  }

  private void reused(String siteId, SiteEvent second, Instant now) {
    Assessment assessment = new Assessment(now);
    assessment.stand(
        EVENT_NAME_REUSE,
        "Event "
            + second.name().id()
            + " came a second time with other content; the first stands.");
    assessment.isBy(now.plus(NAMES_REMEMBERED));
    desk.reconcile(siteId, new Subject.OfNames(second.name().source()), assessment, now);
  }

  private void changed(VisitChange change, Instant now) {
    Visit visit = change.visit();
    Visit before = change.visitBefore();
    String siteId = visit.getSiteId();
    List<String> sameVehicle = tares.update(before, visit);
    for (String queueId : queues.update(before, visit)) {
      look(siteId, new Subject.OfQueue(queueId), now);
    }
    assess(visit, change.after().heardAt(), now);
    for (String other : sameVehicle) {
      look(siteId, new Subject.OfVisit(other), now);
    }
  }

  /**
   * Limits are others now: all that may be beyond them is looked at, at once or at the next tick.
   */
  private void settingsChanged(String siteId, Instant now) {
    kpis.kpis(siteId).forEach(kpi -> look(siteId, new Subject.OfKpi(kpi), now));
    queues.inUse(siteId).forEach(queueId -> look(siteId, new Subject.OfQueue(queueId), now));
    watches.dueNow(siteId, now);
  }

  /** Has the alerts about a subject stand that should by what is known of it. */
  private void look(String siteId, Subject subject, Instant now) {
    switch (subject) {
      case Subject.OfVisit(String visitId) -> {
        TrackedVisit tracked = visits.find(siteId, visitId);
        if (tracked != null) {
          assess(tracked.visit(), tracked.heardAt(), now);
        } else {
          desk.reconcile(siteId, subject, new Assessment(now), now);
        }
      }
      case Subject.OfDevice(String source) ->
          desk.reconcile(siteId, subject, device(siteId, source, now), now);
      case Subject.OfQueue(String queueId) ->
          desk.reconcile(siteId, subject, queue(siteId, queueId, now), now);
      case Subject.OfKpi(String kpi) ->
          desk.reconcile(siteId, subject, kpis.assess(siteId, kpi, settings.of(siteId), now), now);
      case Subject.OfNames _ -> desk.reconcile(siteId, subject, new Assessment(now), now);
    }
  }

  private void assess(Visit visit, Instant heardAt, Instant now) {
    String siteId = visit.getSiteId();
    Subject subject = new Subject.OfVisit(visit.getVisitId());
    Watch before = watches.find(siteId, subject);
    Assessment assessment =
        VisitConditions.assess(
            visit, heardAt, before::stands, tares.before(visit), settings.of(siteId), now);
    desk.reconcile(siteId, subject, before, assessment, now);
  }

  private Assessment device(String siteId, String source, Instant now) {
    Devices.@Nullable Seen seen = register.seen(siteId, source);
    return seen == null
        ? new Assessment(now)
        : DeviceConditions.assess(seen, devices.status(siteId, source), settings.of(siteId), now);
  }

  private Assessment queue(String siteId, String queueId, Instant now) {
    Assessment assessment = new Assessment(now);
    SiteHistory history = settings.of(siteId);
    int most = history.at(now).getMaxQueueLength();
    int waiting = queues.waiting(siteId, queueId, most + 1);
    if (waiting > most) {
      assessment.stand(QUEUE_TOO_LONG, "More than " + most + " trucks wait.");
    }
    if (waiting > 0) {
      history.versions().forEach(version -> assessment.isBy(version.getValidFrom()));
    }
    return assessment;
  }

  private Instant wallClock() {
    return Instant.ofEpochMilli(context().currentSystemTimeMs());
  }
}
