package io.sitehub.processors.rehearse;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.GateExited;
import io.sitehub.model.event.IdentificationMethod;
import io.sitehub.model.event.VehicleIdentified;
import io.sitehub.model.event.VisitArrived;
import io.sitehub.model.event.VisitClosed;
import io.sitehub.model.event.VisitOutcome;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.event.WeighingRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** A whole visit of a truck that does not exist, at a site that does not exist. */
record SampleVisit(int number, Instant arrival) {

  static final String SITE = "rehearsal";

  private static final String TERMINAL = "/sites/rehearsal/terminals/kiosk-1";
  private static final int VEHICLES = 40;
  private static final int FULL_KG = 38_000;
  private static final int EMPTY_KG = 14_000;

  /** From arrival to the closing of the visit, weighed in and out between. */
  List<SiteEvent> events() {
    return List.of(
        event("arrived", 0, new VisitArrived("lane-1", IdentificationMethod.ANPR)),
        event(
            "identified",
            1,
            VehicleIdentified.newBuilder()
                .setTractorPlate("RE-%03d-HL".formatted(number % VEHICLES))
                .setMethod(IdentificationMethod.ANPR)
                .build()),
        event("entered", 10, new GateEntered("gate-1")),
        event("first", 15, weighing(WeighingPass.FIRST, FULL_KG)),
        event("second", 40, weighing(WeighingPass.SECOND, EMPTY_KG)),
        event("exited", 45, new GateExited("gate-1")),
        event("closed", 46, new VisitClosed(VisitOutcome.COMPLETED, null)));
  }

  private SpecificRecord weighing(WeighingPass pass, int grossKg) {
    return WeighingRecorded.newBuilder()
        .setWeighingId(visitId() + "-" + pass)
        .setPass(pass)
        .setScaleId("scale-1")
        .setGrossKg(grossKg + number % 100)
        .setLegalForTrade(true)
        .setStable(true)
        .build();
  }

  private SiteEvent event(String what, int minute, SpecificRecord data) {
    return new SiteEvent(
        new EventName(TERMINAL, visitId() + "-" + what),
        EventType.of(data),
        SITE,
        visitId(),
        arrival.plus(Duration.ofMinutes(minute)),
        null,
        null,
        null,
        null,
        data);
  }

  private String visitId() {
    return "v-" + number;
  }
}
