package io.sitehub.cli.drill.traffic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sitehub.cli.drill.ledger.Ledger;
import io.sitehub.cli.drill.traffic.Device.Habit;
import io.sitehub.cli.simulate.Delivery;
import io.sitehub.cli.simulate.Pace;
import io.sitehub.cli.simulate.PlannedEvent;
import io.sitehub.cli.simulate.SimulationPlan;
import io.sitehub.cli.simulate.SitePlan;
import io.sitehub.cli.simulate.Terminal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of a drill: the terminals of a simulated day, most of them persistent, some that
 * never send anything again; a probe a site; a dashboard a site. All of it goes to the ledger.
 */
public final class Traffic implements AutoCloseable {
  /** One terminal in so many never sends anything again. */
  private static final int ONE_SHOT_IN = 5;

  private static final long DASHBOARD_EVERY_MS = 500;

  private final InstantSource clock;
  private final String run;
  private final List<URI> gateways;
  private final EventPost post;
  private final List<Device> devices = new ArrayList<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<Reader> readers = new ArrayList<>();
  private final Map<String, Reader> dashboards;
  private final AtomicLong unanswered = new AtomicLong();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
  private volatile boolean stopping;

  /**
   * Prepares traffic; nothing is sent yet.
   *
   * @param day what the terminals publish, in its order
   * @param eventsPerSecond over all terminals
   * @param run what the ids of probes begin with, of this drill and no other
   */
  public Traffic(
      SimulationPlan day,
      double eventsPerSecond,
      String run,
      List<URI> gateways,
      List<URI> kpiServices,
      Ledger ledger,
      InstantSource clock) {
    this.clock = clock;
    this.run = run;
    this.gateways = List.copyOf(gateways);
    this.post = new EventPost(ledger, clock);
    Map<Delivery, Long> dueNanos = new Pace.Rate(eventsPerSecond).schedule(day);
    for (SitePlan site : day.sites()) {
      Map<Terminal, List<Delivery>> byTerminal =
          site.deliveries().stream()
              .collect(Collectors.groupingBy(delivery -> delivery.event().terminal()));
      byTerminal.forEach((terminal, deliveries) ->
          devices.add(new Device(terminal, habit(terminal), deliveries, dueNanos, gateways, post)));
      String siteId = site.profile().siteId();
      Reader reader = reader("probe of " + siteId, kpiServices, ledger);
      probes.add(new Probe(siteId, run, gateways, post, reader, ledger, clock));
    }
    this.dashboards =
        day.sites().stream()
            .map(site -> site.profile().siteId())
            .collect(
                Collectors.toMap(
                    siteId -> siteId,
                    siteId -> reader("dashboard of " + siteId, kpiServices, ledger)));
  }

  private Reader reader(String name, List<URI> kpiServices, Ledger ledger) {
    Reader reader = new Reader(name, kpiServices, ledger, clock);
    readers.add(reader);
    return reader;
  }

  private static Habit habit(Terminal terminal) {
    return Math.floorMod(terminal.source().hashCode(), ONE_SHOT_IN) == 0
        ? Habit.ONE_SHOT
        : Habit.PERSISTENT;
  }

  /** Begins to publish and to ask. */
  public void start() {
    long startNanos = System.nanoTime();
    devices.forEach(device -> begin(() -> device.run(startNanos)));
    probes.forEach(probe -> begin(probe::run));
    dashboards.forEach((siteId, reader) -> begin(() -> watch(siteId, reader)));
  }

  private void watch(String siteId, Reader reader) throws InterruptedException {
    for (int i = 0; !stopping; i++) {
      reader.ask("/v1/sites/" + siteId + (i % 2 == 0 ? "/visits?limit=20" : "/kpis/turnaround"));
      Thread.sleep(DASHBOARD_EVERY_MS);
    }
  }

  /** The persistent terminal with the most to send, whose clock may be turned. */
  public Clock clockOfATerminal() {
    Device busiest =
        devices.stream()
            .filter(device -> device.habit() == Habit.PERSISTENT)
            .max(Comparator.comparingInt(Device::deliveries))
            .orElseThrow();
    return new Clock(busiest);
  }

  /** The clock of one terminal. */
  public static final class Clock {
    private final Device device;

    private Clock(Device device) {
      this.device = device;
    }

    /** Source of the terminal. */
    public String terminal() {
      return device.terminal().source();
    }

    /** How wrong it is from now on. */
    public void offset(Duration by) {
      device.offsetClock(by);
    }
  }

  /**
   * Publishes one event at an address from which no answer may come, and then again where one does:
   * as a terminal would whose gateway died on it.
   */
  public void publishWithoutAnswer(URI address) {
    long number = unanswered.incrementAndGet();
    Terminal terminal =
        new Terminal(
            probesSite(), "drill-cut-short-" + run + "-" + number, Terminal.Mode.STRUCTURED);
    PlannedEvent event =
        new PlannedEvent(
            terminal,
            "cut-short-" + run + "-" + number,
            "com.sitehub.gate.entered.v1",
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            "cut-short-" + run + "-" + number,
            1,
            null,
            JsonNodeFactory.instance.objectNode().put("gateId", "drill"));
    begin(() -> {
      post.send(address, List.of(event));
      if (number % 2 == 0) {
        return; // whether it was stored is never found out by this terminal
      }
      for (int i = 0; !stopping; i++) {
        var attempt = post.send(gateways.get(i % gateways.size()), List.of(event));
        if (attempt.receipts().containsKey(EventPost.name(event))) {
          return;
        }
        Thread.sleep(DASHBOARD_EVERY_MS);
      }
    });
  }

  private String probesSite() {
    return dashboards.keySet().iterator().next();
  }

  /**
   * Ends the traffic: no event is begun any more, each that was begun is brought to its end.
   *
   * @return whether all came to an end before the deadline
   * @throws IllegalStateException when the traffic itself is broken, which proves nothing
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    stopping = true;
    devices.forEach(Device::stop);
    probes.forEach(Probe::stop);
    threads.shutdown();
    boolean ended = threads.awaitTermination(deadline.toMillis(), TimeUnit.MILLISECONDS);
    RuntimeException bug = failure.get();
    if (bug != null) {
      throw new IllegalStateException("the traffic of the drill is broken", bug);
    }
    return ended;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    readers.forEach(Reader::close);
    post.close();
  }

  private void begin(Work work) {
    threads.execute(() -> {
      try {
        work.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // told to end
      } catch (RuntimeException bug) {
        failure.compareAndSet(null, bug);
      }
    });
  }

  @FunctionalInterface
  private interface Work {
    void run() throws InterruptedException;
  }
}
