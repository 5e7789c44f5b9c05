package io.sitehub.terminal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sitehub.terminal.event.Draft;
import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.event.NumberedDraft;
import io.sitehub.terminal.journal.JournalException.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalIT {
  private static final Instant NOW = Instant.parse("2026-11-23T07:31:04Z");
  private static final String SOURCE = "/sites/lyon-1/terminals/kiosk-2";

  @TempDir private Path directory = Path.of(".");

  private Instant now = NOW;

  @Test
  void everyCommitIsFlushedAndTheFileIsLocked() throws Exception {
    try (Connection connection = JournalFile.open(file());
        Statement sql = connection.createStatement()) {
      // 2 is FULL: the write-ahead log is forced to disk with every commit.
      assertThat(text(sql, "PRAGMA synchronous")).isEqualTo("2");
      assertThat(text(sql, "PRAGMA journal_mode")).isEqualTo("wal");
      assertThat(text(sql, "PRAGMA locking_mode")).isEqualTo("exclusive");
      assertThat(text(sql, "PRAGMA fullfsync")).isEqualTo("1");
    }
  }

  @Test
  void manyThreadsPublishAtOnceAndEachGetsTheNextNumber() throws Exception {
    // Given
    try (Journal journal = open();
        ExecutorService threads = Executors.newFixedThreadPool(16)) {
      // When
      List<Callable<Long>> calls =
          Collections.nCopies(
              400,
              () ->
                  Objects.requireNonNull(
                      journal.append(List.of(draft("n"))).getFirst().deviceSeq()));
      List<Long> numbers = new ArrayList<>();
      for (Future<Long> call : threads.invokeAll(calls)) {
        numbers.add(call.get());
      }

      // Then
      assertThat(numbers)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 400).boxed().toList());
      assertThat(journal.volume().waiting()).isEqualTo(400);
    }
  }

  @Test
  void oneCallersFaultIsNotTheOthers() throws Exception {
    // Given
    try (Journal journal = open();
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      journal.append(List.of(named("a", "right")));
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String id = i % 3 == 0 ? "a" : "id-" + i;
        calls.add(() -> journal.append(List.of(draft("n"), named(id, "left"))).size() == 2);
      }

      // When
      int failed = 0;
      for (Future<Boolean> call : threads.invokeAll(calls)) {
        try {
          assertThat(call.get()).isTrue();
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOfSatisfying(
                  JournalException.class,
                  taken -> assertThat(taken.reason()).isEqualTo(Reason.NAME_TAKEN));
          failed++;
        }
      }

      // Then: all or nothing, and no number is lost with nothing
      assertThat(failed).isEqualTo(34);
      assertThat(journal.volume().waiting()).isEqualTo(1 + 2 * 66);
      assertThat(journal.append(List.of(draft("n"))).getFirst().deviceSeq())
          .isEqualTo(1 + 2 * 66 + 1);
    }
  }

  @Test
  void aJournalBelongsToOneProcess() throws Exception {
    try (Journal journal = open()) {
      assertFails(Reason.LOCKED, this::open).hasMessageContaining("open elsewhere");
      assertThat(journal.append(List.of(draft("n")))).hasSize(1);
    }
    open().close();
  }

  @Test
  void aJournalThatSomebodyElseWritesIsLocked() throws Exception {
    // Given
    open().close();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = other.createStatement()) {
      sql.execute("BEGIN IMMEDIATE");
      sql.execute("DELETE FROM events");

      // When, then
      assertFails(Reason.LOCKED, this::open);
    }
  }

  @Test
  void whatIsNoJournalIsLeftAlone() throws Exception {
    // Given
    Files.writeString(file(), "minutes of the works council\n".repeat(100));
    String before = Files.readString(file());
    Path database = directory.resolve("other.db");
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement sql = other.createStatement()) {
      sql.execute("CREATE TABLE invoices (number INTEGER)");
    }

    // When, then
    assertFails(Reason.FOREIGN, this::open);
    assertFails(Reason.FOREIGN, () -> open(database)).hasMessageContaining("other.db");
    assertThat(Files.readString(file())).isEqualTo(before);
  }

  @Test
  void aJournalOfANewerVersionIsLeftAlone() throws Exception {
    // Given
    open().close();
    execute("PRAGMA user_version = 2");

    // When, then
    assertFails(Reason.FOREIGN, this::open).hasMessageContaining("version 2");
  }

  @Test
  void aDamagedFileIsSaidToBe() throws Exception {
    // Given
    try (Journal journal = open()) {
      journal.append(Collections.nCopies(200, draft("x".repeat(500))));
    }
    try (RandomAccessFile raw = new RandomAccessFile(file().toFile(), "rw")) {
      for (long page = 1; page < raw.length() / 4_096; page++) {
        raw.seek(page * 4_096);
        raw.write(new byte[64]);
      }
    }

    // When, then
    assertFails(
            Reason.CORRUPT,
            () -> {
              try (Journal journal = open()) {
                journal.waiting(1_000, Long.MAX_VALUE);
              }
            })
        .hasMessageContaining("damaged");
  }

  @Test
  void anEventThatChangedOnDiskIsNotIntact() throws Exception {
    // Given
    try (Journal journal = open()) {
      journal.append(List.of(named("a", "right"), named("b", "right")));
    }
    execute("UPDATE events SET body = replace(body, 'right', 'wrong') WHERE id = 'b'");

    // When, then
    try (Journal journal = open()) {
      assertThat(journal.waiting(10, Long.MAX_VALUE))
          .extracting(JournalEntry::intact)
          .containsExactly(true, false);
    }
  }

  @Test
  void acknowledgedEventsAreForgottenByNumberAndByAge() throws Exception {
    // Given
    JournalLimits limits = new JournalLimits(1_000, 1 << 20, 5, Duration.ofHours(1));
    try (Journal journal = Journal.open(file(), limits, () -> now)) {
      // When
      for (int i = 0; i < 8; i++) {
        acknowledge(journal, journal.append(List.of(named("id-" + i, "n"))).getFirst());
      }

      // Then
      assertThat(journal.volume().acknowledged()).isEqualTo(5);
      assertThat(journal.find(new EventName(SOURCE, "id-2"))).isEmpty();
      assertThat(journal.find(new EventName(SOURCE, "id-3"))).isPresent();

      // When
      now = NOW.plus(Duration.ofHours(2));
      acknowledge(journal, journal.append(List.of(named("late", "n"))).getFirst());

      // Then
      assertThat(journal.volume().acknowledged()).isEqualTo(1);
    }
  }

  @Test
  void acknowledgedEventsGiveWayBeforeTheJournalIsFull() throws Exception {
    // Given room for about ten
    JournalLimits limits = new JournalLimits(1_000, 10_000, 1_000, Duration.ofHours(1));
    try (Journal journal = Journal.open(file(), limits, () -> now)) {
      for (int i = 0; i < 50; i++) {
        acknowledge(journal, journal.append(List.of(draft("x".repeat(500)))).getFirst());
      }

      // When, then
      assertFails(
              Reason.FULL,
              () -> {
                for (int i = 0; i < 50; i++) {
                  journal.append(List.of(draft("x".repeat(500))));
                }
              })
          .hasMessageContaining("allowed are 10000");
      assertThat(journal.volume().acknowledged()).isZero();
      assertThat(journal.volume().waiting()).isGreaterThan(5);
      assertThat(journal.volume().bytes()).isLessThanOrEqualTo(10_000);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws Exception {
    // Given
    Path notADirectory = Files.writeString(directory.resolve("file"), "x");

    // When, then
    assertFails(Reason.READ_ONLY, () -> open(notADirectory.resolve("journal.db")))
        .hasMessageContaining("journal.db");
    assertFails(Reason.READ_ONLY, () -> open(directory)).hasMessageContaining("cannot be written");
  }

  @Test
  void aFullDiskLosesNothingAndIsGotOver() throws Exception {
    Path disk = Files.createDirectories(directory.resolve("disk"));
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString()));
    try {
      Path file = disk.resolve("journal.db");
      try (Journal journal = open(file)) {
        // Given
        List<Published> stored = new ArrayList<>();
        assertFails(
                Reason.DISK_FULL,
                () -> {
                  while (true) {
                    stored.add(journal.append(List.of(draft("x".repeat(3_000)))).getFirst());
                  }
                })
            .hasMessageContaining("journal.db")
            .hasMessageContaining("full");
        assertThat(stored).hasSizeGreaterThan(10);
        assertThat(journal.volume().waiting()).isEqualTo(stored.size());

        // When
        assertThat(run("mount", "-o", "remount,size=8m", disk.toString())).isTrue();

        // Then
        assertThat(journal.append(List.of(draft("n"))).getFirst().deviceSeq())
            .isEqualTo(stored.size() + 1);
      }

      // When, then
      assertThat(run("mount", "-o", "remount,ro", disk.toString())).isTrue();
      assertFails(Reason.READ_ONLY, () -> open(file).append(List.of(draft("n"))))
          .hasMessageContaining("journal.db");
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private void acknowledge(Journal journal, Published published) throws IOException {
    journal.settle(List.of(new Settlement.Acknowledge(published.position(), 1, 1)));
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      Reason reason, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
  }

  private Path file() {
    return directory.resolve("journal.db");
  }

  private Journal open() throws IOException {
    return open(file());
  }

  private Journal open(Path file) throws IOException {
    return Journal.open(file, JournalLimits.DEFAULT, () -> now);
  }

  private static Draft draft(String note) {
    return new NumberedDraft(
        Event.of("com.sitehub.gate.entered.v1").data(Map.of("note", note)).build(),
        SOURCE,
        "lyon-1",
        NOW);
  }

  private static Draft named(String id, String note) {
    return new NumberedDraft(
        Event.of("com.sitehub.gate.entered.v1").id(id).data(Map.of("note", note)).build(),
        SOURCE,
        "lyon-1",
        NOW);
  }

  private void execute(String statement) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement sql = other.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String text(Statement sql, String query) throws SQLException {
    try (ResultSet found = sql.executeQuery(query)) {
      return found.getString(1);
    }
  }

  private static boolean run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
