package io.sitehub.cli.simulate;

import io.sitehub.terminal.journal.JournalException;
import io.sitehub.terminal.send.SenderStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Publishes a plan as its terminals would: each on a thread of its own, in its own order, through
 * the journal of its site. A day that was broken off goes on when it is run again.
 */
public final class Simulation {
  private static final Duration REPORT_EVERY = Duration.ofMillis(250);

  /** How long no event may be settled before the rest is given up; it stays in the journals. */
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

  private final SimulationPlan plan;
  private final List<URI> gateways;
  private final ProgressListener listener;
  private final Ledger ledger;
  private final Map<Delivery, Long> dueNanos;
  private final List<SiteJournal> journals = new ArrayList<>();
  private long startNanos;

  private Simulation(
      SimulationPlan plan, List<URI> gateways, Pace pace, ProgressListener listener) {
    this.plan = plan;
    this.gateways = gateways;
    this.listener = listener;
    this.dueNanos = pace.schedule(plan);
    long lastDueNanos = dueNanos.values().stream().mapToLong(Long::longValue).max().orElse(0);
    this.ledger = new Ledger(plan, lastDueNanos);
  }

  /**
   * Publishes the plan and returns when the last event has been acknowledged, refused or given up.
   *
   * @param plan what to publish; all of it must lie in the past
   * @param gateways base addresses; at least one
   * @param pace how fast
   * @param listener is told the progress, on the calling thread
   * @param directory where the journals of this plan lie; removed when every event is acknowledged
   * @param clock the terminals'
   * @throws IllegalArgumentException if there is no gateway
   * @throws IOException if a journal cannot be used; the message says what to do
   * @throws InterruptedException if the calling thread is interrupted; nothing is sent any more
   */
  public static SimulationResult run(
      SimulationPlan plan,
      List<URI> gateways,
      Pace pace,
      ProgressListener listener,
      Path directory,
      InstantSource clock)
      throws IOException, InterruptedException {
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("no gateway to publish to");
    }
    Path own = directory.resolve("simulated-" + plan.settings().run());
    SimulationResult result = new Simulation(plan, gateways, pace, listener).run(own, clock);
    if (result.complete()) {
      delete(own);
    }
    return result;
  }

  private SimulationResult run(Path directory, InstantSource clock)
      throws IOException, InterruptedException {
    try (HttpClient http = client();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      startNanos = System.nanoTime();
      try {
        List<Future<?>> repeating = new ArrayList<>();
        List<Future<?>> publishing = new ArrayList<>();
        for (SitePlan site : plan.sites()) {
          Path file = directory.resolve(site.profile().siteId() + ".db");
          SiteJournal journal = new SiteJournal(file, site, gateways, ledger, clock);
          journals.add(journal);
          start(site, journal, http, threads, publishing, repeating);
        }
        followAll(publishing);
        if (awaitSettled()) {
          followAll(repeating);
        }
      } finally {
        threads.shutdownNow();
        http.shutdownNow();
        for (SiteJournal journal : journals) {
          journal.close();
        }
      }
      ledger.giveUpTheRest();
      SimulationProgress last = progress();
      listener.onProgress(last);
      return new SimulationResult(last, ledger.refusals());
    }
  }

  private void start(
      SitePlan site,
      SiteJournal journal,
      HttpClient http,
      ExecutorService threads,
      List<Future<?>> publishing,
      List<Future<?>> repeating) {
    Map<Terminal, Map<Boolean, List<Delivery>>> byTerminal =
        site.deliveries().stream()
            .collect(
                Collectors.groupingBy(
                    delivery -> delivery.event().terminal(),
                    Collectors.partitioningBy(Delivery::repeat)));
    byTerminal.forEach((terminal, deliveries) -> {
      TerminalSender sender =
          new TerminalSender(
              journal, terminal, deliveries.getOrDefault(false, List.of()), dueNanos);
      RepeatSender repeats =
          new RepeatSender(
              terminal,
              deliveries.getOrDefault(true, List.of()),
              dueNanos,
              gateways,
              http,
              journal,
              ledger);
      publishing.add(
          submit(
              threads,
              () -> {
                sender.run(startNanos);
                return null;
              }));
      repeating.add(
          submit(
              threads,
              () -> {
                repeats.run(startNanos);
                return null;
              }));
    });
  }

  private static Future<?> submit(ExecutorService threads, Callable<?> work) {
    return threads.submit(work);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  private void followAll(List<Future<?>> running) throws IOException, InterruptedException {
    for (Future<?> terminal : running) {
      follow(terminal);
    }
  }

  /** Waits for a terminal and reports meanwhile. What fails in it but its journal is a bug. */
  private void follow(Future<?> terminal) throws IOException, InterruptedException {
    while (true) {
      try {
        terminal.get(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException stillRunning) {
        listener.onProgress(progress());
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof JournalException journal) {
          throw journal;
        }
        throw new IllegalStateException("a simulated terminal failed", failed.getCause());
      }
    }
  }

  /** Returns whether every event is acknowledged or refused; false when patience is used up. */
  private boolean awaitSettled() throws InterruptedException {
    long unsettled = ledger.unsettled();
    long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
    while (!ledger.awaitSettled(REPORT_EVERY)) {
      listener.onProgress(progress());
      if (ledger.unsettled() < unsettled) {
        unsettled = ledger.unsettled();
        giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
      } else if (System.nanoTime() - giveUpNanos > 0) {
        return false;
      }
    }
    return true;
  }

  private SimulationProgress progress() {
    Traffic traffic = Traffic.NONE;
    for (SiteJournal journal : journals) {
      SenderStatus status = journal.status();
      traffic = traffic.plus(status.requests(), status.failedRequests());
    }
    return ledger.progress(System.nanoTime() - startNanos, traffic);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }
}
