package io.sitehub.cli.drill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.drill.DrillArchive;
import io.sitehub.cli.drill.evidence.LoggedEvent;
import io.sitehub.cli.drill.fault.FaultKind;
import io.sitehub.cli.drill.invariant.Violation;
import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Receipt;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.ledger.Outcome;
import io.sitehub.cli.drill.plan.FaultPlan;
import io.sitehub.cli.drill.plan.PlannedFault;
import io.sitehub.cli.drill.plan.Target;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.model.cloudevent.EventName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgainstTest {
  private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path directory;
  private final List<FaultRun> faults = new ArrayList<>();
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = new Ledger(directory.resolve("ledger.jsonl"), entry -> {});
    acknowledged("a", 0);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void theMedianOfAFaultIsThatOfAllItsRuns() {
    // Given: silences of 2, 10 and 17 s, each after a kill of one or the other processor
    kill("processor-1", 1_000, 2_000);
    kill("processor-2", 10_000, 12_000);
    kill("processor-1", 20_000, 29_000);

    // When
    List<Median> medians = report(List.of()).medians();

    // Then
    assertThat(medians).hasSize(1);
    assertThat(medians.getFirst().fault()).isEqualTo("kill processor");
    assertThat(medians.getFirst().runs()).isEqualTo(3);
    assertThat(medians.getFirst().recovery().writing()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Recovery.median(List.of(recovery(1), recovery(10), recovery(4), recovery(2))))
        .isEqualTo(recovery(3));
  }

  @Test
  void aDrillIsComparedWithTheLastOneThatIsKept() {
    // Given
    DrillArchive archive = new DrillArchive(new DataDirectory(directory));
    assertThat(archive.last()).isEmpty();
    kill("broker-1", 1_000, 4_000);
    DrillReport first = report(List.of());
    Path kept = archive.keep(archive.begin(START, first.plan()), first);
    kill("broker-2", 5_000, 6_000);

    // When
    Against against = new Against(report(List.of()), archive.last());

    // Then: the median of 4 and 2 s against 4 s
    assertThat(kept).hasFileName("2026-11-23T12-00-00Z.json");
    assertThat(directory.resolve("drills/2026-11-23T12-00-00Z/plan.txt")).exists();
    assertThat(against.last().orElseThrow().startedAt()).isEqualTo(START);
    assertThat(against.lines()).anyMatch(line -> line.contains("3.00 s (-1.00 s)"));
    JsonNode json = against.toJson();
    assertThat(json.at("/last/medians/kill broker/writingMs").asLong()).isEqualTo(4_000);
    assertThat(json.at("/medians/0/writingMs").asLong()).isEqualTo(3_000);
  }

  @Test
  void aReportThatCannotBeUnderstoodIsPassedOver() throws Exception {
    // Given
    DrillArchive archive = new DrillArchive(new DataDirectory(directory));
    kill("broker-1", 1_000, 4_000);
    archive.keep(archive.begin(START, report(List.of()).plan()), report(List.of()));
    Files.writeString(directory.resolve("drills/2027-01-01T00-00-00Z.json"), "{ half");

    // Then
    assertThat(archive.last().orElseThrow().startedAt()).isEqualTo(START);
  }

  @Test
  void whatIsAcknowledgedAndNotInTheLogIsLost() {
    // Given: only ever acknowledged, in a log that is empty
    kill("broker-1", 1_000, 4_000);

    // When
    DrillReport report = report(List.of());

    // Then: one before the fault, one in its time
    assertThat(report.stored().lost()).isEqualTo(2);
    assertThat(report.rows().getFirst().stored().lost()).isEqualTo(1);
    assertThat(report.toJson().at("/total/lost").asLong()).isEqualTo(2);
  }

  @Test
  void nothingIsSaidToBeCountedOnceWhenTheStateIsNotRight() {
    kill("broker-1", 1_000, 4_000);
    assertThat(report(List.of()).toJson().at("/total/doubled").asLong(-1)).isZero();
    DrillReport wrong = report(List.of(new Violation("StateEqualsOracle", "2 visits for 1")));
    assertThat(wrong.toJson().at("/total/doubled").isNull()).isTrue();
    assertThat(new Against(wrong, Optional.empty()).verdict()).contains("NOT", "? counted twice");
  }

  @Test
  void thePageShowsEverythingAndEscapesWhatItShows() {
    // Given
    kill("broker-1", 1_000, 4_000);
    DrillReport report = report(List.of(new Violation("StateEqualsOracle", "<b>wrong</b> & odd")));

    // When
    String page = new HtmlPage(new Against(report, Optional.empty())).html();

    // Then
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("kill broker", "4.00 s", "class=\"verdict bad\"", "QueriesDoNotFail")
        .contains("&lt;b&gt;wrong&lt;/b&gt; &amp; odd")
        .doesNotContain("<b>wrong", "<script", "http://", "https://", "%%");
  }

  private DrillReport report(List<Violation> violations) {
    List<LoggedEvent> log = List.of();
    return DrillReport.of(
        new FaultPlan(7, faults.stream().map(FaultRun::planned).toList()),
        START,
        at(60_000),
        faults,
        ledger,
        log,
        List.of(),
        violations);
  }

  /** A fault, and the first acknowledgement after it. */
  private void kill(String target, long atMs, long acknowledgedMs) {
    PlannedFault planned =
        new PlannedFault(
            Duration.ofMillis(atMs), FaultKind.KILL, new Target.Named(target), Duration.ZERO);
    faults.add(new FaultRun(planned, target, at(atMs), at(atMs), Optional.of(at(atMs + 500))));
    acknowledged(target + atMs, acknowledgedMs);
  }

  private void acknowledged(String id, long atMs) {
    EventName name = new EventName("/sites/s-1/terminals/gate", id);
    ledger.enter(
        new Attempt(
            at(atMs),
            at(atMs),
            "http://gateway",
            List.of(name),
            Outcome.OK,
            "",
            Map.of(name, new Receipt(0, atMs))));
  }

  private static Recovery recovery(long seconds) {
    return new Recovery(
        Duration.ofSeconds(seconds), Duration.ofSeconds(seconds), Duration.ofSeconds(seconds));
  }

  private static Instant at(long ms) {
    return START.plusMillis(ms);
  }
}
