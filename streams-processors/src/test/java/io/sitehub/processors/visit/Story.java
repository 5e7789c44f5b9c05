package io.sitehub.processors.visit;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.HandlingMode;
import io.sitehub.model.event.HandlingStarted;
import io.sitehub.model.event.IdentificationMethod;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.VisitClosed;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Finding;
import io.sitehub.model.state.Visit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Tells what happened on a visit, with times of 2026-11-23 in UTC, and folds it. */
public final class Story {
  private static final String SOURCE = "/sites/lyon-1/terminals/kiosk-1";

  private final List<SiteEvent> events = new ArrayList<>();

  /** An instant of the day. */
  public static Instant at(String time) {
    return Instant.parse("2026-11-23T" + time + (time.length() == 5 ? ":00Z" : "Z"));
  }

  /** Something happened; the event is named after its place in the story: e1, e2 and so on. */
  public Story then(String time, SpecificRecord data) {
    EventName name = new EventName(SOURCE, "e" + (events.size() + 1));
    events.add(
        new SiteEvent(
            name, EventType.of(data), "lyon-1", "V1", at(time), null, null, null, null, data));
    return this;
  }

  public Story entered(String time) {
    return then(time, new GateEntered("gate-in"));
  }

  public Story exited(String time) {
    return then(time, new GateExited("gate-out"));
  }

  public Story closed(String time, VisitOutcome outcome) {
    return then(time, new VisitClosed(outcome, null));
  }

  public Story identified(String time, String plate) {
    return then(
        time,
        VehicleIdentified.newBuilder()
            .setTractorPlate(plate)
            .setMethod(IdentificationMethod.ANPR)
            .build());
  }

  public Story weighed(String time, WeighingPass pass, int grossKg) {
    return then(time, weighing(pass, grossKg).build());
  }

  public Story started(String time, String station, HandlingMode mode) {
    return then(time, new HandlingStarted(station, mode, null));
  }

  public Story completed(String time, String station) {
    return then(time, HandlingCompleted.newBuilder().setStationId(station).build());
  }

  /** The event of this place in the story never happened. */
  public Story withdrawn(String time, int event) {
    return then(time, correction(event).build());
  }

  /** The event of this place in the story should have said this. */
  public Story replaced(String time, int event, SpecificRecord data) {
    return replaced(time, event, data, null);
  }

  /** The event of this place in the story should have said this, and happened then. */
  public Story replaced(String time, int event, SpecificRecord data, @Nullable String happened) {
    return then(
        time,
        correction(event)
            .setReplacementType(EventType.of(data).name())
            .setReplacement(AvroToJson.text(data))
            .setReplacementTime(happened == null ? null : at(happened))
            .build());
  }

  /** A correction of the event of this place in the story. */
  static RecordCorrected.Builder correction(int event) {
    return RecordCorrected.newBuilder()
        .setCorrectsSource(SOURCE)
        .setCorrectsId("e" + event)
        .setReason("noted wrongly");
  }

  /** A weighing the instrument vouches for. */
  public static WeighingRecorded.Builder weighing(WeighingPass pass, int grossKg) {
    return WeighingRecorded.newBuilder()
        .setWeighingId("W-" + pass + "-" + grossKg)
        .setPass(pass)
        .setScaleId("scale-1")
        .setGrossKg(grossKg)
        .setLegalForTrade(true)
        .setStable(true);
  }

  /** A truck that came full, was unloaded, and left empty. */
  public static Story unloaded() {
    return new Story()
        .identified("08:00", "AB-123-CD")
        .entered("08:10")
        .weighed("08:15", WeighingPass.FIRST, 40_000)
        .started("08:20", "silo-1", HandlingMode.UNLOADING)
        .completed("08:35", "silo-1")
        .weighed("08:40", WeighingPass.SECOND, 15_000)
        .exited("08:50")
        .closed("08:51", VisitOutcome.COMPLETED);
  }

  public List<SiteEvent> events() {
    return events;
  }

  /** The visit. */
  public Visit visit() {
    return new VisitFold().fold("lyon-1", "V1", events);
  }

  /** Codes of the findings of the visit. */
  public List<String> findings() {
    return visit().getFindings().stream().map(Finding::getCode).toList();
  }
}
