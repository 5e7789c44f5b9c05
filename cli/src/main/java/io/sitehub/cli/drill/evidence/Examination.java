package io.sitehub.cli.drill.evidence;

import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.plan.Aim;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Gathers the evidence when nothing is sent any more. */
public final class Examination {
  private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(180);
  private static final Duration CATCHES_UP_WITHIN = Duration.ofSeconds(180);

  /** No window of a KPI begins further than this from an event in it. */
  private static final Duration MARGIN = Duration.ofDays(2);

  private static final long PAUSE_MS = 500;

  private final SiteLayout layout;
  private final DataDirectory directory;
  private final InstantSource clock;

  /** Examines the site of this directory. */
  public Examination(SiteLayout layout, DataDirectory directory, InstantSource clock) {
    this.layout = layout;
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Waits for every process to be well and for everything to be taken in, then reads it all.
   *
   * @throws IOException when the site does not answer, or does not catch up
   */
  public Evidence of(Ledger ledger, List<String> siteIds) throws IOException, InterruptedException {
    List<String> unrest = awaitRest();
    return read(
        ledger, siteIds, layout.urls(Role.KPI_SERVICE), layout.urls(Role.PROCESSOR), unrest);
  }

  /**
   * The same with what others answer of the same log.
   *
   * @param kpiServices who is asked
   * @param processors whom they ask
   */
  public Evidence of(
      Ledger ledger, List<String> siteIds, List<URI> kpiServices, List<URI> processors)
      throws IOException, InterruptedException {
    return read(ledger, siteIds, kpiServices, processors, List.of());
  }

  private Evidence read(
      Ledger ledger,
      List<String> siteIds,
      List<URI> kpiServices,
      List<URI> processors,
      List<String> unrest)
      throws IOException, InterruptedException {
    LogReader log = new LogReader(layout.bootstrapServers(), layout.registry(directory).url());
    try (Answers answers =
        new Answers(kpiServices, processors, layout.replication().partitions(), clock)) {
      for (String siteId : siteIds) {
        answers.awaitAll(siteId, CATCHES_UP_WITHIN);
      }
      List<LoggedEvent> events = log.events();
      List<SiteAnswers> sites = new ArrayList<>();
      for (String siteId : siteIds) {
        List<Instant> times =
            events.stream()
                .filter(logged -> logged.event().siteId().equals(siteId))
                .map(logged -> logged.event().time())
                .sorted()
                .toList();
        Instant first = times.isEmpty() ? clock.instant() : times.getFirst();
        Instant last = times.isEmpty() ? clock.instant() : times.getLast();
        sites.add(
            answers.of(
                siteId,
                first.truncatedTo(ChronoUnit.DAYS).minus(MARGIN),
                last.truncatedTo(ChronoUnit.DAYS).plus(MARGIN)));
      }
      return new Evidence(
          ledger,
          events,
          log.tickets(),
          log.settings(),
          log.orders(),
          log.deadLetters(),
          sites,
          unrest);
    }
  }

  private List<String> awaitRest() throws InterruptedException {
    Instant end = clock.instant().plus(RECOVERS_WITHIN);
    try (Aim aim = new Aim(directory)) {
      while (true) {
        List<String> unrest = new ArrayList<>();
        for (Role role : Role.ofSite()) {
          unrest.addAll(aim.unrest(role));
        }
        if (unrest.isEmpty() || clock.instant().isAfter(end)) {
          return unrest;
        }
        Thread.sleep(PAUSE_MS);
      }
    }
  }
}
