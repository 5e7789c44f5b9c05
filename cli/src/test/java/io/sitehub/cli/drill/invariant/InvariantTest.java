package io.sitehub.cli.drill.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.cli.drill.Drill;
import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.evidence.LoggedEvent;
import io.sitehub.cli.drill.ledger.Entry;
import io.sitehub.cli.drill.ledger.Entry.Answer;
import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Question;
import io.sitehub.cli.drill.ledger.Entry.Receipt;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.model.catalogue.EventType;
import io.sitehub.model.cloudevent.EventName;
import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.event.GateEntered;
import io.sitehub.model.state.Ticket;
import io.sitehub.model.state.TicketStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each invariant holds on a drill that went well, and does not on one that went wrong its way. */
class InvariantTest {
  private static final String SOURCE = "/sites/s-1/terminals/gate";
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path directory;
  private Ledger ledger;
  private final List<LoggedEvent> log = new ArrayList<>();
  private final List<Ticket> tickets = new ArrayList<>();
  private final List<String> unrest = new ArrayList<>();

  @BeforeEach
  void open() {
    ledger = new Ledger(directory.resolve("ledger.jsonl"), entry -> {});
    for (int number = 1; number <= 3; number++) {
      published(number, Outcome.OK, Map.of(name(number), new Receipt(0, number - 1)));
      log.add(new LoggedEvent(0, number - 1, event(number)));
      tickets.add(ticket(number, 1, "v-" + number));
    }
    asked("v-1", true, NOON.plusSeconds(5));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void allHoldWhenAllIsWell() {
    assertThat(violated()).isEmpty();
  }

  @Test
  void anAcknowledgedEventIsMissed() {
    // When
    log.removeLast();

    // Then
    assertThat(violated()).containsOnly("AcknowledgedIsInTheLog");
  }

  @Test
  void anotherEventInItsPlaceIsNoticed() {
    // When
    log.set(2, new LoggedEvent(0, 2, event(4)));

    // Then
    assertThat(violated()).containsOnly("AcknowledgedIsInTheLog");
  }

  @Test
  void aFailureWithAnEffectIsNoticed() {
    // When
    published(4, Outcome.FAILED, Map.of());
    log.add(new LoggedEvent(0, 3, event(4)));

    // Then
    assertThat(violated()).containsOnly("FailureLeavesNoTrace");
  }

  @Test
  void anUnknownOutcomeMayBeEither() {
    // When
    published(4, Outcome.UNKNOWN, Map.of());
    published(5, Outcome.UNKNOWN, Map.of());
    log.add(new LoggedEvent(0, 3, event(4)));

    // Then
    assertThat(violated()).isEmpty();
  }

  @Test
  void aDeviceOutOfOrderIsNoticed() {
    // When
    published(5, Outcome.OK, Map.of(name(5), new Receipt(0, 3)));
    published(4, Outcome.OK, Map.of(name(4), new Receipt(0, 4)));
    log.add(new LoggedEvent(0, 3, event(5)));
    log.add(new LoggedEvent(0, 4, event(4)));

    // Then
    assertThat(violated()).containsOnly("DevicesKeepTheirOrder");
  }

  @Test
  void aRepeatIsNotOutOfOrder() {
    // When
    log.add(new LoggedEvent(0, 3, event(1)));

    // Then
    assertThat(violated()).isEmpty();
  }

  @Test
  void aGapAndADoubleOfTicketNumbersAreNoticed() {
    // When
    tickets.add(ticket(5, 1, "v-5"));
    // Then
    assertThat(violated()).containsOnly("TicketNumbersHaveNoGap");

    // When
    tickets.removeLast();
    tickets.add(ticket(3, 1, "v-3"));
    // Then
    assertThat(violated()).containsOnly("TicketNumbersHaveNoGap");

    // When
    tickets.removeLast();
    tickets.add(ticket(3, 2, "v-9"));
    // Then
    assertThat(violated()).containsOnly("TicketNumbersHaveNoGap");
  }

  @Test
  void aQuestionWithoutAnAnswerIsNoticed() {
    // When
    ledger.enter(
        new Question(NOON, NOON.plusSeconds(5), "r", "/v1/sites", 9, Optional.empty(), "503"));

    // Then
    assertThat(violated()).containsOnly("QueriesDoNotFail");
  }

  @Test
  void anAnswerThatLacksWhatItClaimsToHaveIsNoticed() {
    // When
    asked("v-2", false, NOON.plusSeconds(60));

    // Then
    assertThat(violated()).containsOnly("StalenessIsAsClaimed");
  }

  @Test
  void anAnswerThatSaysHowOldItIsMayLackWhatCameLater() {
    // When
    asked("v-2", false, NOON.minusSeconds(1));

    // Then
    assertThat(violated()).isEmpty();
  }

  @Test
  void aReaderThatGoesBackIsNoticed() {
    // When
    asked("drill-1", true, NOON.minusSeconds(20));
    asked("drill-1", false, NOON.minusSeconds(10));

    // Then
    assertThat(violated()).containsOnly("ReadersDoNotGoBack");
  }

  @Test
  void aProcessThatIsNotBackIsNoticed() {
    // When
    unrest.add("broker-2 is restarting");

    // Then
    assertThat(violated()).containsOnly("EverythingIsBack");
  }

  private List<String> violated() {
    return Drill.violations(
            new Evidence(ledger, log, tickets, List.of(), List.of(), 0, List.of(), unrest))
        .stream()
        .map(Violation::invariant)
        .distinct()
        .toList();
  }

  private void published(int number, Outcome outcome, Map<EventName, Receipt> receipts) {
    ledger.enter(
        new Attempt(
            NOON.plusSeconds(number),
            NOON.plusSeconds(number).plusMillis(5),
            "http://gateway",
            List.of(name(number)),
            outcome,
            "",
            receipts));
  }

  private void asked(String visit, boolean found, Instant asOf) {
    Entry question =
        new Question(
            NOON.plusSeconds(10),
            NOON.plusSeconds(11),
            "reader",
            "/v1/sites/s-1/visits/" + visit,
            1,
            Optional.of(new Answer(found, asOf, 0, "active", "processor-1")),
            "");
    ledger.enter(question);
  }

  private static EventName name(int number) {
    return new EventName(SOURCE, "e-" + number);
  }

  private static SiteEvent event(int number) {
    GateEntered data = GateEntered.newBuilder().setGateId("north").build();
    return new SiteEvent(
        name(number),
        EventType.of(data),
        "s-1",
        "v-" + number,
        NOON.plusSeconds(number),
        (long) number,
        null,
        null,
        null,
        data);
  }

  private static Ticket ticket(long number, int revision, String visitId) {
    Ticket ticket = new Ticket();
    ticket.setSiteId("s-1");
    ticket.setNumber(number);
    ticket.setRevision(revision);
    ticket.setVisitId(visitId);
    ticket.setStatus(TicketStatus.ISSUED);
    return ticket;
  }
}
