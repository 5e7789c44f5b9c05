package io.sitehub.cli.simulate;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Publishes a plan as its terminals would: each on a thread of its own, in its own order. */
public final class Simulation {
  private static final Duration REPORT_EVERY = Duration.ofMillis(250);

  private Simulation() {}

  /**
   * Publishes the plan and returns when the last event has been acknowledged, refused or given up.
   *
   * @param plan what to publish; all of it must lie in the past
   * @param gateways base addresses; at least one. A terminal goes to the next one when its gateway
   *     does not acknowledge.
   * @param pace how fast
   * @param listener is told the progress, on the calling thread
   * @throws IllegalArgumentException if there is no gateway
   * @throws InterruptedException if the calling thread is interrupted; nothing is sent any more
   */
  public static SimulationResult run(
      SimulationPlan plan, List<URI> gateways, Pace pace, ProgressListener listener)
      throws InterruptedException {
    if (gateways.isEmpty()) {
      throw new IllegalArgumentException("no gateway to publish to");
    }
    Map<Delivery, Long> dueNanos = pace.schedule(plan);
    long lastDueNanos = dueNanos.values().stream().mapToLong(Long::longValue).max().orElse(0);
    Ledger ledger = new Ledger(plan, lastDueNanos);
    try (HttpClient http = client();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long startNanos = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      for (TerminalSender sender : senders(plan, dueNanos, gateways, http, ledger)) {
        running.add(
            threads.submit(() -> {
              sender.run(startNanos);
              return null;
            }));
      }
      try {
        for (Future<?> terminal : running) {
          follow(terminal, () -> listener.onProgress(ledger.progress(since(startNanos))));
        }
      } catch (InterruptedException stopped) {
        threads.shutdownNow();
        http.shutdownNow();
        throw stopped;
      }
      SimulationProgress last = ledger.progress(since(startNanos));
      listener.onProgress(last);
      return new SimulationResult(last, ledger.refusals());
    }
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  private static List<TerminalSender> senders(
      SimulationPlan plan,
      Map<Delivery, Long> dueNanos,
      List<URI> gateways,
      HttpClient http,
      Ledger ledger) {
    List<TerminalSender> senders = new ArrayList<>();
    for (SitePlan site : plan.sites()) {
      Map<Terminal, List<Delivery>> byTerminal =
          site.deliveries().stream().collect(Collectors.groupingBy(d -> d.event().terminal()));
      byTerminal.forEach((terminal, deliveries) ->
          senders.add(new TerminalSender(terminal, deliveries, dueNanos, gateways, http, ledger)));
    }
    return senders;
  }

  /** Waits for a terminal and reports meanwhile. A terminal that fails is a bug of ours. */
  private static void follow(Future<?> terminal, Runnable report) throws InterruptedException {
    while (true) {
      try {
        terminal.get(REPORT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException stillRunning) {
        report.run();
      } catch (ExecutionException bug) {
        throw new IllegalStateException("a simulated terminal failed", bug.getCause());
      }
    }
  }

  private static long since(long startNanos) {
    return System.nanoTime() - startNanos;
  }
}
