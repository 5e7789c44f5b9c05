package io.sitehub.terminal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sitehub.terminal.event.Draft;
import io.sitehub.terminal.event.Event;
import io.sitehub.terminal.event.EventName;
import io.sitehub.terminal.event.NumberedDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a power cut leaves behind is opened again: a write-ahead log that ends anywhere, or in
 * garbage, and a database whose pages are half old and half new. What had been flushed before the
 * cut is there, and what is there is a prefix of what was published, without a gap.
 *
 * <p>Not promised, since no software can: what a disk loses that it said it had flushed.
 */
class TornJournalFaultIT {
  private static final Instant NOW = Instant.parse("2026-11-23T07:31:04Z");
  private static final int APPENDS = 60;
  private static final int CUTS = Integer.getInteger("sitehub.torn.cuts", 60);
  private static final int PAGE = 4_096;

  @TempDir private Path directory = Path.of(".");

  private final long seed = Long.getLong("sitehub.seed", new Random().nextLong());
  private final Random random = new Random(seed);

  /** Names in the order of publishing, and how long the log was when each was on disk. */
  private final List<EventName> names = new ArrayList<>();

  private final List<Long> flushedBytes = new ArrayList<>();
  private byte[] database = {};
  private byte[] log = {};

  @BeforeEach
  void publishAndCopyWhatIsOnDisk() throws IOException {
    Path file = directory.resolve("original.db");
    try (Journal journal = open(file)) {
      for (int i = 0; i < APPENDS; i++) {
        List<Draft> drafts = new ArrayList<>();
        for (int n = random.nextInt(1, 4); n > 0; n--) {
          drafts.add(draft(random.nextInt(3), "x".repeat(random.nextInt(600))));
        }
        for (Published published : journal.append(drafts)) {
          names.add(Objects.requireNonNull(published.name()));
          flushedBytes.add(Files.size(walOf(file)));
        }
      }
      database = Files.readAllBytes(file);
      log = Files.readAllBytes(walOf(file));
    }
    assertThat(log).as("all of it is in one log, nothing was moved yet").hasSizeGreaterThan(PAGE);
  }

  @Test
  void aLogThatEndsAnywhereKeepsWhatWasFlushedBefore() throws IOException {
    for (int cut = 0; cut < CUTS; cut++) {
      // Given
      int end = random.nextInt(log.length + 1);

      // When, then
      assertPrefix(Arrays.copyOf(log, end), end, "the log ends at " + end);
    }
  }

  @Test
  void aLogThatEndsInGarbageKeepsWhatWasFlushedBefore() throws IOException {
    for (int cut = 0; cut < CUTS; cut++) {
      // Given a write of which some sectors were not written, or were written with something else
      int from = random.nextInt(log.length);
      byte[] torn = Arrays.copyOf(log, log.length + random.nextInt(2 * PAGE));
      byte[] garbage = new byte[torn.length - from];
      if (random.nextBoolean()) {
        random.nextBytes(garbage);
      }
      System.arraycopy(garbage, 0, torn, from, garbage.length);

      // When, then
      assertPrefix(torn, from, "the log is garbage from " + from);
    }
  }

  @Test
  void aDatabaseThatWasBeingMovedIntoKeepsEverything() throws IOException {
    // Given the pages of the database before and after the log was moved into it
    Path moved = directory.resolve("moved.db");
    Files.write(moved, database);
    Files.write(walOf(moved), log);
    open(moved).close();
    byte[] after = Files.readAllBytes(moved);
    assertThat(Files.exists(walOf(moved))).isFalse();
    for (int cut = 0; cut < CUTS; cut++) {
      byte[] torn = Arrays.copyOf(database, random.nextInt(database.length, after.length + 1));
      for (int at = 0; at < torn.length; at += 512) {
        if (random.nextBoolean()) {
          System.arraycopy(after, at, torn, at, Math.min(512, torn.length - at));
        }
      }

      // When, then
      assertReopened(torn, log, names.size(), "sectors of the database are old and new");
    }
  }

  private void assertPrefix(byte[] torn, long intactBytes, String what) throws IOException {
    int flushed = (int) flushedBytes.stream().filter(bytes -> bytes <= intactBytes).count();
    assertReopened(database, torn, flushed, what);
  }

  private void assertReopened(byte[] db, byte[] wal, int atLeast, String what) throws IOException {
    String context = "-Dsitehub.seed=%d, %s".formatted(seed, what);
    Path file = directory.resolve("torn.db");
    Files.write(file, db);
    Files.write(walOf(file), wal);
    try (Journal journal = open(file)) {
      List<EventName> found =
          journal.waiting(10_000, Long.MAX_VALUE).stream()
              .map(entry -> Objects.requireNonNull(entry.name()))
              .toList();
      assertThat(found).as(context).hasSizeGreaterThanOrEqualTo(atLeast);
      assertThat(found).as(context).isEqualTo(names.subList(0, found.size()));
      assertThat(journal.waiting(10_000, Long.MAX_VALUE))
          .as(context)
          .allMatch(JournalEntry::intact);

      // It goes on without a gap.
      long before = found.stream().filter(name -> name.source().equals("/device-0")).count();
      assertThat(journal.append(List.of(draft(0, "next"))).getFirst().deviceSeq())
          .as(context)
          .isEqualTo(before + 1);
    }
    Files.delete(file);
  }

  private static Draft draft(int device, String note) {
    Event event = Event.of("com.sitehub.gate.entered.v1").data(Map.of("note", note)).build();
    return new NumberedDraft(event, "/device-" + device, "lyon-1", NOW);
  }

  private static Journal open(Path file) throws IOException {
    return Journal.open(file, JournalLimits.DEFAULT, () -> NOW);
  }

  private static Path walOf(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }
}
