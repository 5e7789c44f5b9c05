package io.sitehub.processors;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.IdentificationMethod;
import io.sitehub.model.event.RecordCorrected;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.VisitArrived;
import io.sitehub.model.event.VisitClosed;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import io.sitehub.model.json.AvroToJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The events of one truck, as one terminal tells them: minutes after its arrival. */
public record Truck(String siteId, String visitId, Instant arrival) {

  public static final String SOURCE = "/sites/lyon-1/terminals/kiosk-1";

  public static Truck at(String siteId, String visitId) {
    return new Truck(siteId, visitId, Instant.parse("2026-03-02T08:00:00Z"));
  }

  public SiteEvent event(String id, long minute, SpecificRecord data) {
    return new SiteEvent(
        new EventName(SOURCE, visitId + "-" + id),
        EventType.of(data),
        siteId,
        visitId,
        arrival.plus(Duration.ofMinutes(minute)),
        null,
        "operator-1",
        null,
        null,
        data);
  }

  public SiteEvent arrived() {
    return event("arrived", 0, new VisitArrived("lane-1", IdentificationMethod.ANPR));
  }

  public SiteEvent identified(String plate) {
    return event(
        "identified",
        1,
        VehicleIdentified.newBuilder()
            .setTractorPlate(plate)
            .setMethod(IdentificationMethod.ANPR)
            .build());
  }

  public SiteEvent entered() {
    return event("entered", 10, new GateEntered("gate-1"));
  }

  public SiteEvent weighedIn(int grossKg) {
    return event("weighed-in", 15, weighing("w1", WeighingPass.FIRST, grossKg));
  }

  public SiteEvent weighedOut(int grossKg) {
    return event("weighed-out", 40, weighing("w2", WeighingPass.SECOND, grossKg));
  }

  public SiteEvent exited() {
    return event("exited", 45, new GateExited("gate-1"));
  }

  public SiteEvent closed() {
    return event("closed", 46, new VisitClosed(VisitOutcome.COMPLETED, null));
  }

  /** A whole visit: 38,400 kg in, 14,400 kg out. */
  public List<SiteEvent> story() {
    return List.of(
        arrived(),
        identified("AB-123-CD"),
        entered(),
        weighedIn(38_400),
        weighedOut(14_400),
        exited(),
        closed());
  }

  public SpecificRecord weighing(String weighingId, WeighingPass pass, int grossKg) {
    return WeighingRecorded.newBuilder()
        .setWeighingId(visitId + "-" + weighingId)
        .setPass(pass)
        .setScaleId("scale-1")
        .setGrossKg(grossKg)
        .setLegalForTrade(true)
        .setStable(true)
        .build();
  }

  /** A correction, without a visit of its own; a null replacement withdraws the event. */
  public SiteEvent correction(
      String id, long minute, SiteEvent wrong, @Nullable SpecificRecord replacement) {
    RecordCorrected correction =
        RecordCorrected.newBuilder()
            .setCorrectsSource(wrong.name().source())
            .setCorrectsId(wrong.name().id())
            .setReason("typing error")
            .setReplacementType(replacement == null ? null : EventType.of(replacement).name())
            .setReplacement(replacement == null ? null : AvroToJson.text(replacement))
            .build();
    SiteEvent event = event(id, minute, correction);
    return new SiteEvent(
        event.name(),
        event.type(),
        siteId,
        null,
        event.time(),
        null,
        "supervisor-1",
        null,
        null,
        correction);
  }
}
