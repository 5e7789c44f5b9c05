package io.sitehub.processors.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.DeviceStatus;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.event.HandlingCompleted;
import io.sitehub.model.event.QueueCalled;
import io.sitehub.model.event.QueueJoined;
import io.sitehub.model.event.VisitAnnounced;
import io.sitehub.model.event.WeighingPass;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.state.Alert;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.SiteTarget;
import io.sitehub.processors.Truck;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Alerts;
import io.sitehub.site.config.SiteHistory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts are raised and cleared by events and by time, each once, whatever dies meanwhile. */
class AlertsTest {

  private static final String SITE = "lyon-1";
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final String SCALE = "/sites/lyon-1/scales/scale-1";

  @TempDir Path stateDirectory;
  private TopologyFixture topology;

  @BeforeEach
  void open() {
    topology = new TopologyFixture(stateDirectory, NOON);
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void aKpiBeyondItsTargetIsAnAlertUntilItIsNot() {
    // Given trucks of which nine in ten are within the target
    SiteConfig config = SiteHistory.defaults(SITE);
    config.setTargets(List.of(new SiteTarget("turnaround", "p90", 40.0, null)));
    topology.configure(config);
    for (int i = 0; i < 10; i++) {
      publishStay("v-" + i, 30);
    }
    topology.advance(Duration.ofMinutes(1));
    assertThat(written()).isEmpty();

    // When two more are not
    publishStay("v-10", 50);
    publishStay("v-11", 50);
    topology.advance(Duration.ofMinutes(1));

    // Then
    List<Alert> raised = written();
    assertThat(raised)
        .extracting(Alert::getAlertId, Alert::getDetail)
        .containsExactly(
            tuple(
                "kpi-beyond-target:turnaround", "Turnaround: p90 is above 40 min on 2026-03-02."));

    // When the site asks for less
    config.setTargets(List.of(new SiteTarget("turnaround", "p90", 60.0, null)));
    topology.configure(config);

    // Then
    assertThat(written()).extracting(Alert::getClearedAt).doesNotContainNull().hasSize(1);
    assertThat(standing()).isEmpty();
  }

  @Test
  void ofFewMeasurementsNothingIsConcludedAboutATarget() {
    // Given
    SiteConfig config = SiteHistory.defaults(SITE);
    config.setTargets(List.of(new SiteTarget("turnaround", "p90", 40.0, null)));
    topology.configure(config);

    // When
    for (int i = 0; i < 4; i++) {
      publishStay("v-" + i, 90);
    }
    topology.advance(Duration.ofMinutes(1));

    // Then
    assertThat(written()).isEmpty();
  }

  @Test
  void aTotalThatShouldReachSomethingIsJudgedWhenTheDayIsOver() {
    // Given
    SiteConfig config = SiteHistory.defaults(SITE);
    config.setTargets(List.of(new SiteTarget("throughput", "trucks", null, 2.0)));
    topology.configure(config);
    Truck only = new Truck(SITE, "v-1", NOON.minus(Duration.ofHours(1)));
    only.story().forEach(topology::publishNow);
    topology.advance(Duration.ofHours(11));
    assertThat(written()).isEmpty();

    // When
    topology.advance(Duration.ofHours(2));

    // Then
    assertThat(written())
        .extracting(Alert::getDetail)
        .containsExactly("Throughput: trucks is below 2 trucks on 2026-03-02.");
  }

  @Test
  void aNetWeightThatIsNotWhatTheStationDeliveredIsAnAlertUntilItIsCorrected() {
    // Given a truck that takes 24 t, of which the station says that they are 23 t
    Truck truck = new Truck(SITE, "v-1", NOON.minus(Duration.ofHours(1)));
    SiteEvent delivered =
        truck.event(
            "delivered", 30, new HandlingCompleted("silo-1", 23_000, null, List.of(), null));
    topology.publishNow(truck.entered());
    topology.publishNow(truck.weighedIn(38_400));
    topology.publishNow(delivered);
    topology.publishNow(truck.weighedOut(14_400));
    assertThat(written()).extracting(Alert::getAlertId).containsExactly("net-deviation:v-1");

    // When the station's figure is corrected
    topology.publishNow(
        truck.correction(
            "c1", 59, delivered, new HandlingCompleted("silo-1", 23_900, null, List.of(), null)));

    // Then
    assertThat(standing()).isEmpty();
  }

  @Test
  void aNetWeightThatIsNotWhatTheOtherSiteWeighedIsAnAlert() {
    // Given a truck that brings 24 t, of which the site it comes from says that they were 25 t
    Truck truck = new Truck(SITE, "v-1", NOON.minus(Duration.ofHours(1)));
    topology.publishNow(
        truck.event("announced", -60, VisitAnnounced.newBuilder().setShippedKg(25_000).build()));
    topology.publishNow(truck.entered());
    topology.publishNow(truck.weighedIn(38_400));

    // When
    topology.publishNow(truck.weighedOut(14_400));

    // Then
    assertThat(written())
        .extracting(Alert::getDetail)
        .containsExactly("The scales say 24000 kg net, the site it comes from 25000 kg.");
  }

  private void publishStay(String visitId, int minutes) {
    Truck truck = new Truck(SITE, visitId, NOON.minus(Duration.ofHours(2)));
    topology.publishNow(truck.entered());
    topology.publishNow(truck.event("out", 10 + minutes, truck.exited().data()));
  }

  @Test
  void aTruckThatStaysTooLongIsAnAlertThoughNothingHappens() {
    // Given
    Truck truck = new Truck(SITE, "v-1", NOON.minus(Duration.ofMinutes(10)));
    topology.publishNow(truck.entered());

    // When
    topology.advance(Duration.ofMinutes(239));
    assertThat(written()).isEmpty();
    topology.advance(Duration.ofMinutes(1));

    // Then
    List<Alert> raised = written();
    assertThat(raised).extracting(Alert::getAlertId).containsExactly("overstay:v-1");
    assertThat(raised.getFirst().getRaisedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(240)));
    topology.advance(Duration.ofHours(10));
    assertThat(written()).isEmpty();

    // When
    topology.publishNow(truck.event("exited-late", 900, truck.exited().data()));

    // Then
    assertThat(written()).extracting(Alert::getClearedAt).containsExactly(topology.wallClock());
    assertThat(standing()).isEmpty();
  }

  @Test
  void aRestartNeitherLosesNorDoublesAnAlert() {
    // Given
    topology.publishNow(new Truck(SITE, "v-1", NOON).entered());
    topology.publishNow(new Truck(SITE, "v-2", NOON.plusSeconds(3_600)).entered());
    topology.advance(Duration.ofSeconds(2));

    // When
    topology.restart();
    topology.advance(Duration.ofMinutes(251));
    assertThat(written()).extracting(Alert::getAlertId).containsExactly("overstay:v-1");
    topology.restart();
    topology.advance(Duration.ofMinutes(60));

    // Then
    assertThat(written()).extracting(Alert::getAlertId).containsExactly("overstay:v-2");
    assertThat(standing()).containsExactly("overstay:v-1", "overstay:v-2");
  }

  @Test
  void thePastRaisesNothingThatItClearsItself() {
    // Given
    topology.close();
    topology = new TopologyFixture(stateDirectory, NOON.plus(Duration.ofDays(30)));
    Truck truck = new Truck(SITE, "v-1", NOON);

    // When
    for (SiteEvent event : truck.story()) {
      topology.publish(event);
      topology.advance(Duration.ofSeconds(1));
    }

    // Then
    assertThat(written()).isEmpty();
  }

  @Test
  void aQueueIsTooLongAndATruckWaitsTooLong() {
    // Given
    for (int i = 0; i < 16; i++) {
      topology.publishNow(
          new Truck(SITE, "v-" + i, NOON)
              .event("joined", 0, QueueJoined.newBuilder().setQueueId("q-1").build()));
    }
    assertThat(standing()).containsExactly("queue-too-long:q-1");

    // When
    topology.publishNow(
        new Truck(SITE, "v-0", NOON).event("called", 5, QueueCalled.newBuilder().build()));
    assertThat(standing()).isEmpty();
    topology.advance(Duration.ofMinutes(91));

    // Then
    assertThat(standing()).hasSize(15).contains("queue-wait:v-1").doesNotContain("queue-wait:v-0");
  }

  @Test
  void aNewLimitCountsAtOnceForTrucksThatAreThere() {
    // Given
    topology.publishNow(new Truck(SITE, "v-1", NOON).entered());
    topology.advance(Duration.ofMinutes(100));
    assertThat(standing()).isEmpty();

    // When
    configure(NOON.minus(Duration.ofDays(1)), config -> config.setOverstayMinutes(60));
    topology.advance(Duration.ofSeconds(2));

    // Then
    assertThat(written()).extracting(Alert::getAlertId).containsExactly("overstay:v-1");

    // When
    configure(NOON.minus(Duration.ofHours(1)), config -> config.setOverstayMinutes(120));
    topology.advance(Duration.ofSeconds(2));

    // Then
    assertThat(standing()).isEmpty();
    topology.advance(Duration.ofMinutes(30));
    assertThat(standing()).containsExactly("overstay:v-1");
  }

  @Test
  void aNewLimitOfAQueueCountsAtOnceAndOneOfTomorrowTomorrow() {
    // Given
    for (int i = 0; i < 5; i++) {
      topology.publishNow(
          new Truck(SITE, "v-" + i, NOON)
              .event("joined", 0, QueueJoined.newBuilder().setQueueId("q-1").build()));
    }

    // When
    configure(NOON.minus(Duration.ofDays(1)), config -> config.setMaxQueueLength(4));

    // Then
    assertThat(standing()).containsExactly("queue-too-long:q-1");

    // When
    configure(NOON.plus(Duration.ofHours(1)), config -> config.setMaxQueueLength(5));

    // Then
    assertThat(standing()).containsExactly("queue-too-long:q-1");
    topology.advance(Duration.ofMinutes(61));
    assertThat(standing()).doesNotContain("queue-too-long:q-1");
  }

  private void configure(Instant validFrom, Consumer<SiteConfig> change) {
    SiteConfig config = SiteHistory.defaults(SITE);
    config.setValidFrom(validFrom);
    change.accept(config);
    topology.configure(config);
  }

  @Test
  void aTruckIsTooHeavyUntilItIsWeighedAgain() {
    // Given
    Truck truck = new Truck(SITE, "v-1", NOON);
    topology.publishNow(truck.weighedIn(44_001));
    assertThat(standing()).containsExactly("overweight:v-1");

    // When
    topology.publishNow(truck.weighedOut(14_400));

    // Then
    assertThat(standing()).isEmpty();
  }

  @Test
  void aTareIsHeldAgainstThoseBefore() {
    // Given
    for (int i = 0; i < 4; i++) {
      visit("v-" + i, NOON.plus(Duration.ofHours(i)), 14_400);
    }
    Instant last = NOON.plus(Duration.ofHours(9));
    Truck heavy = new Truck(SITE, "v-9", last);

    // When
    visit("v-9", last, 14_700);
    assertThat(standing()).containsExactly("tare-deviation:v-9");
    topology.publishNow(
        heavy.correction(
            "c-1",
            90,
            heavy.weighedOut(14_700),
            heavy.weighing("w2", WeighingPass.SECOND, 14_450)));

    // Then
    assertThat(standing()).isEmpty();
  }

  @Test
  void aDeviceFallsSilentAndSpeaksAgain() {
    // Given
    status("s-1", NOON, 0, NOON.plus(Duration.ofDays(20)));

    // When
    topology.advance(Duration.ofMinutes(14));
    topology.publishNow(device("e-1", NOON.plusSeconds(60), new GateEntered("gate-1"), "v-1"));
    topology.advance(Duration.ofMinutes(14));
    assertThat(standing()).isEmpty();
    topology.advance(Duration.ofMinutes(2));

    // Then
    assertThat(standing()).containsExactly("device-silent:" + SCALE);
    status("s-2", NOON.plus(Duration.ofMinutes(31)), 5_001, NOON.plus(Duration.ofDays(10)));
    assertThat(standing()).containsExactly("clock-off:" + SCALE, "verification-expiring:" + SCALE);
    topology.advance(Duration.ofDays(10));
    assertThat(standing())
        .contains("verification-expired:" + SCALE)
        .doesNotContain("verification-expiring:" + SCALE);
  }

  @Test
  void aNameThatIsUsedTwiceIsForgottenAfterADay() {
    // Given
    Truck truck = new Truck(SITE, "v-1", NOON);
    topology.publishNow(truck.event("e", 0, new GateEntered("gate-1")));
    topology.publishNow(truck.event("e", 0, new GateEntered("gate-2")));
    assertThat(standing()).containsExactly("event-name-reuse:" + Truck.SOURCE);

    // When
    topology.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(standing()).contains("event-name-reuse:" + Truck.SOURCE);
    topology.advance(Duration.ofSeconds(1));

    // Then
    assertThat(standing()).doesNotContain("event-name-reuse:" + Truck.SOURCE);
  }

  private void visit(String visitId, Instant start, int tareKg) {
    Truck truck = new Truck(SITE, visitId, start);
    topology.publishNow(truck.identified("AB-123-CD"));
    topology.publishNow(truck.weighedIn(38_400));
    topology.publishNow(truck.weighedOut(tareKg));
  }

  private void status(String id, Instant at, long clockOffsetMs, Instant validUntil) {
    topology.publishNow(
        device(
            id,
            at,
            DeviceStatus.newBuilder()
                .setOnline(true)
                .setFaults(List.of())
                .setClockOffsetMs(clockOffsetMs)
                .setVerificationValidUntil(validUntil)
                .build(),
            null));
  }

  private static SiteEvent device(
      String id, Instant at, SpecificRecord data, @Nullable String visitId) {
    return new SiteEvent(
        new EventName(SCALE, id),
        EventType.of(data),
        SITE,
        visitId,
        at,
        null,
        null,
        null,
        null,
        data);
  }

  /** The alerts written since this was last asked. */
  private List<Alert> written() {
    RecordReader<Alert> reader = RecordReader.of(topology.registry, Alert.class);
    return topology.written(Output.ALERTS).stream()
        .map(record -> reader.read(record.value()).orThrow())
        .toList();
  }

  private List<String> standing() {
    return new Alerts(topology.state(), topology.registry)
        .list(SITE, 1_000).stream()
            .filter(alert -> alert.getClearedAt() == null)
            .map(Alert::getAlertId)
            .toList();
  }
}
