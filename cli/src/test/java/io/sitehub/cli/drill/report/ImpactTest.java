package io.sitehub.cli.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.cli.drill.fault.FaultKind;
import io.sitehub.cli.drill.ledger.Entry.Answer;
import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Question;
import io.sitehub.cli.drill.ledger.Entry.Seen;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.plan.PlannedFault;
import io.sitehub.cli.drill.plan.Target;
import io.sitehub.model.cloudevent.EventName;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImpactTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path directory;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = new Ledger(directory.resolve("ledger.jsonl"), entry -> {});
    published("a", 1_000, 1_010, Outcome.OK);
    published("b", 10_100, 10_110, Outcome.UNKNOWN);
    published("c", 10_200, 14_000, Outcome.OK);
    published("d", 20_000, 20_010, Outcome.OK);
    ledger.enter(new Seen(at(14_000), at(16_500), "s-1", "v"));
    asked(10_000, 10_700, Optional.of(new Answer(true, at(9_000), 3, "standby", "p")));
    asked(11_000, 26_000, Optional.empty());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void whatUsersFeltOfAFaultIsMeasuredFromItToTheNext() {
    // When
    Impact impact = Impact.of(ledger, at(10_000), at(20_000));

    // Then
    assertThat(impact)
        .isEqualTo(
            new Impact(
                2,
                1,
                0,
                1,
                Duration.ofMillis(12_990),
                Duration.ofMillis(2_500),
                Duration.ofSeconds(15),
                1,
                Duration.ofMillis(1_700)));
  }

  @Test
  void theReportHasARowForEachFaultAndOneForAll() {
    // Given
    PlannedFault kill =
        new PlannedFault(
            Duration.ofSeconds(10), FaultKind.KILL, new Target.Named("broker-1"), Duration.ZERO);
    FaultRun run = new FaultRun(kill, "broker-1", at(10_000), at(10_001), Optional.of(at(15_000)));

    // When
    DrillReport report =
        DrillReport.of(
            new FaultPlan(1, List.of(kill)),
            START,
            at(30_000),
            List.of(run),
            ledger,
            List.of(),
            List.of(),
            List.of());

    // Then
    assertThat(report.passed()).isTrue();
    assertThat(report.lines()).hasSize(3);
    assertThat(report.lines().get(1)).contains("kill", "broker-1", "12.99 s", "2.50 s", "5.00 s");
    assertThat(report.toJson().at("/faults/0/writingMs").asLong()).isEqualTo(12_990);
    assertThat(report.toJson().at("/total/sent").asLong()).isEqualTo(4);
  }

  private void published(String id, long sentMs, long endedMs, Outcome outcome) {
    ledger.enter(
        new Attempt(
            at(sentMs),
            at(endedMs),
            "http://gateway",
            List.of(new EventName("/sites/s-1/terminals/gate", id)),
            outcome,
            "",
            Map.of()));
  }

  private void asked(long askedMs, long endedMs, Optional<Answer> answer) {
    ledger.enter(new Question(at(askedMs), at(endedMs), "reader", "/v1/sites", 1, answer, ""));
  }

  private static Instant at(long ms) {
    return START.plusMillis(ms);
  }
}
