package io.sitehub.cli.drill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.cli.drill.ledger.Entry.Attempt;
import io.sitehub.cli.drill.ledger.Entry.Note;
import io.sitehub.cli.drill.ledger.Entry.Receipt;
import io.sitehub.model.cloudevent.EventName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final EventName EVENT = new EventName("/sites/s-1/terminals/gate", "e-1");
  private static final Receipt RECEIPT = new Receipt(2, 17);

  @TempDir Path directory;

  @Test
  void theBestOutcomeOfAllAttemptsCounts() {
    assertThat(after(Outcome.FAILED).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(after(Outcome.UNKNOWN, Outcome.FAILED).outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(after(Outcome.FAILED, Outcome.UNKNOWN).outcome()).isEqualTo(Outcome.UNKNOWN);

    Publication ok = after(Outcome.FAILED, Outcome.UNKNOWN, Outcome.OK, Outcome.UNKNOWN);
    assertThat(ok.outcome()).isEqualTo(Outcome.OK);
    assertThat(ok.firstSentAt()).isEqualTo(NOON);
    assertThat(ok.acknowledgedAt()).contains(NOON.plusSeconds(3));
    assertThat(ok.receipt()).contains(RECEIPT);
    assertThat(ok.attempts()).isEqualTo(4);
  }

  @Test
  void theFirstAcknowledgementStands() {
    Publication twice = after(Outcome.OK, Outcome.OK);
    assertThat(twice.acknowledgedAt()).contains(NOON.plusSeconds(1));
  }

  @Test
  void whatHappensIsOnDiskWhileItGoesOn() throws IOException {
    // Given
    Path file = directory.resolve("ledger.jsonl");
    List<Entry> told = new ArrayList<>();
    try (Ledger ledger = new Ledger(file, told::add)) {
      // When
      ledger.enter(new Note(NOON, "inject kill broker-1"));
      ledger.enter(attempt(0, Outcome.OK));

      // Then
      assertThat(Files.readAllLines(file))
          .hasSize(2)
          .first()
          .asString()
          .contains("inject kill broker-1");
      assertThat(Files.readString(file)).contains("\"offset\":17");
      assertThat(told).hasSize(2);
    }
  }

  private Publication after(Outcome... outcomes) {
    try (Ledger ledger = new Ledger(directory.resolve("some.jsonl"), entry -> {})) {
      for (int i = 0; i < outcomes.length; i++) {
        ledger.enter(attempt(i, outcomes[i]));
      }
      return Objects.requireNonNull(ledger.publications().get(EVENT));
    }
  }

  private static Attempt attempt(int second, Outcome outcome) {
    return new Attempt(
        NOON.plusSeconds(second),
        NOON.plusSeconds(second + 1),
        "http://gateway",
        List.of(EVENT),
        outcome,
        "",
        outcome == Outcome.OK ? Map.of(EVENT, RECEIPT) : Map.of());
  }
}
