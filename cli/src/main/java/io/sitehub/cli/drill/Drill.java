package io.sitehub.cli.drill;

import io.sitehub.cli.drill.evidence.Evidence;
import io.sitehub.cli.drill.evidence.Examination;
import io.sitehub.cli.drill.evidence.LogReader;
import io.sitehub.cli.drill.invariant.Invariant;
import io.sitehub.cli.drill.invariant.Violation;
import io.sitehub.cli.drill.ledger.Entry;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.plan.Aim;
import io.sitehub.cli.drill.report.DrillReport;
import io.sitehub.cli.drill.traffic.Traffic;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Faults by plan against a running site under traffic, and what came of it. */
public final class Drill {
  private static final Duration CALM_AT_BOTH_ENDS = Duration.ofSeconds(3);
  private static final Duration TRAFFIC_ENDS_WITHIN = Duration.ofSeconds(120);

  /** A state that is not yet what it must be may still become so, a series that is filled. */
  private static final int LOOKS = 3;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

  private final DrillSettings settings;
  private final InstantSource clock;
  private final Consumer<String> progress;

  /**
   * @param progress is told what happens, a line at a time
   */
  public Drill(DrillSettings settings, InstantSource clock, Consumer<String> progress) {
    this.settings = settings;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Does the drill.
   *
   * @throws IOException when in the end the site does not answer; the ledger says how that came
   * @throws InterruptedException when told to end; everything is healed
   */
  public DrillReport run() throws IOException, InterruptedException {
    try (Aim aim = new Aim(settings.site());
        Ledger ledger = new Ledger(settings.ledger(), this::tell)) {
      SiteLayout layout = aim.site().layout();
      long lettersBefore =
          new LogReader(layout.bootstrapServers(), layout.registry(settings.site()).url())
              .deadLetters();
      progress.accept("warming up");
      new WarmUp(settings, clock).run(layout);
      try (Traffic traffic =
          new Traffic(
              settings.day(),
              settings.eventsPerSecond(),
              settings.run(),
              layout.urls(Role.GATEWAY),
              layout.urls(Role.KPI_SERVICE),
              ledger,
              clock)) {
        return run(aim, ledger, layout, traffic, lettersBefore);
      }
    }
  }

  private DrillReport run(
      Aim aim, Ledger ledger, SiteLayout layout, Traffic traffic, long lettersBefore)
      throws IOException, InterruptedException {
    Instant startedAt = clock.instant();
    traffic.start();
    Thread.sleep(CALM_AT_BOTH_ENDS);
    try (FaultRunner faults =
        new FaultRunner(aim, settings.ground(), traffic, ledger, clock, settings.calmBefore())) {
      faults.run(settings.plan());
      Thread.sleep(CALM_AT_BOTH_ENDS);
      List<Violation> violations = new ArrayList<>();
      if (!traffic.stop(TRAFFIC_ENDS_WITHIN)) {
        violations.add(
            new Violation(
                "EverythingIsBack",
                "some terminals are not acknowledged yet, long after the last fault"));
      }
      Instant endedAt = clock.instant();
      Evidence evidence = examine(ledger, layout, lettersBefore);
      violations.addAll(violations(evidence));
      return DrillReport.of(
          settings.plan(),
          startedAt,
          endedAt,
          faults.runs(),
          ledger,
          evidence.events(),
          faults.skipped(),
          violations);
    }
  }

  private Evidence examine(Ledger ledger, SiteLayout layout, long lettersBefore)
      throws IOException, InterruptedException {
    Examination examination = new Examination(layout, settings.site(), clock);
    List<String> siteIds =
        settings.day().sites().stream().map(site -> site.profile().siteId()).toList();
    for (int look = 1; ; look++) {
      progress.accept("examining");
      Evidence evidence = examination.of(ledger, siteIds).sinceDeadLetters(lettersBefore);
      if (look == LOOKS || violations(evidence).isEmpty()) {
        return evidence;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }

  /** Everything in which evidence is not as it must be. */
  public static List<Violation> violations(Evidence evidence) {
    return Invariant.ALL.stream()
        .flatMap(invariant ->
            invariant.violations(evidence).stream()
                .map(what -> new Violation(invariant.name(), what)))
        .toList();
  }

  /** Faults, and what is known to be wrong at once. */
  private void tell(Entry entry) {
    switch (entry) {
      case Entry.Note note -> progress.accept(note.what());
      case Entry.Question question when question.answer().isEmpty() ->
          progress.accept("NO ANSWER to " + question.reader() + ": " + question.detail());
      case Entry.Question _, Entry.Attempt _, Entry.Seen _ -> {}
    }
  }
}
