package io.sitehub.kpis.route;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sitehub.kit.lifecycle.Component;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routing table: asks the configured processors, and those they speak of, who holds what;
 * regularly, and at once after a failure.
 */
public final class AssignmentWatch implements Routing, Component {
  private static final Logger LOG = LoggerFactory.getLogger(AssignmentWatch.class);

  /** However many questions fail, this long lies between two looks. */
  private static final Duration CALM = Duration.ofMillis(50);

  /** And this long when looking again and again brings nothing new. */
  private static final Duration CALMEST = Duration.ofMillis(400);

  /** How often to look while a partition is held by nobody. */
  private static final Duration IMPATIENT = Duration.ofMillis(200);

  /** A processor that has not answered for so long is forgotten, unless configured. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Asks one processor who holds what. */
  @FunctionalInterface
  public interface AssignmentCall {
    /**
     * Its answer.
     *
     * @throws IOException if there is none in time
     */
    Assignment ask(URI address) throws IOException, InterruptedException;
  }

  /** The last answer of a processor, when it was asked for, and whether it was in the last look. */
  private record Heard(Assignment assignment, long askedAtNanos, boolean lately) {}

  private final List<URI> configured;
  private final AssignmentCall call;
  private final Duration every;
  private final Semaphore wake = new Semaphore(0);
  private final Map<URI, Heard> heard = new HashMap<>();
  private final Map<URI, Long> failedAtNanos = new ConcurrentHashMap<>();
  private final Object swap = new Object();
  private volatile RoutingTable table = RoutingTable.empty();
  private volatile boolean closed;
  private final Thread thread;

  /**
   * A watch that begins to look as soon as it is {@linkplain #start() started}.
   *
   * @param configured addresses to begin with
   * @param every how often to look when nothing fails
   */
  public AssignmentWatch(
      List<URI> configured, AssignmentCall call, Duration every, MeterRegistry metrics) {
    this.configured = List.copyOf(configured);
    this.call = call;
    this.every = every;
    this.thread = Thread.ofVirtual().name("assignment-watch").unstarted(this::watch);
    Gauge.builder("sitehub.kpis.routing.unheld", () -> table.unheld().size())
        .description("Partitions nobody is known to hold")
        .register(metrics);
    Gauge.builder("sitehub.kpis.routing.processors", () -> table.known().size())
        .description("Processors that were spoken of")
        .register(metrics);
  }

  @Override
  public String name() {
    return "assignment-watch";
  }

  /** Begins to look, in the background: the processors may come later. */
  @Override
  public void start() {
    thread.start();
  }

  @Override
  public RoutingTable table() {
    return table;
  }

  @Override
  public void failed(Processor processor) {
    synchronized (swap) {
      failedAtNanos.put(processor.address(), System.nanoTime());
      table = table.doubting(processor);
    }
    refreshSoon();
  }

  @Override
  public void refreshSoon() {
    wake.release();
  }

  private void watch() {
    Duration calm = CALM;
    while (!closed) {
      try {
        RoutingTable before = table;
        look();
        boolean isNew = !table.agreesWith(before);
        TimeUnit.NANOSECONDS.sleep(jittered(calm));
        boolean woken = wake.tryAcquire(jittered(pause()), TimeUnit.NANOSECONDS);
        wake.drainPermits();
        calm = isNew || !woken ? CALM : longer(calm);
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException fault) {
        LOG.atError().setCause(fault).log("looking for processors failed; looking again");
      }
    }
  }

  private static Duration longer(Duration calm) {
    Duration doubled = calm.multipliedBy(2);
    return doubled.compareTo(CALMEST) < 0 ? doubled : CALMEST;
  }

  /** By a quarter, so that many services do not ask all processors at the same moment. */
  private static long jittered(Duration pause) {
    return pause.toNanos() * (75 + ThreadLocalRandom.current().nextInt(50)) / 100;
  }

  /** Shorter while something cannot be answered: at the start, and after a failure. */
  private Duration pause() {
    RoutingTable current = table;
    boolean complete = current.partitions() > 0 && current.unheld().isEmpty();
    return complete || every.compareTo(IMPATIENT) < 0 ? every : IMPATIENT;
  }

  /** Asks every processor once and swaps the table. Called by one thread at a time. */
  void look() throws InterruptedException {
    Map<URI, Assignment> answers = new ConcurrentHashMap<>();
    Set<URI> asked = new HashSet<>();
    long askedAt = System.nanoTime();
    // Those spoken of for the first time in an answer are asked in the same look.
    for (Set<URI> next = addresses(); !next.isEmpty(); next = newlyHeardOf(answers, asked)) {
      askAll(next, answers);
      asked.addAll(next);
    }
    for (URI address : asked) {
      Assignment answer = answers.get(address);
      Heard before = heard.get(address);
      if (answer != null) {
        heard.put(address, new Heard(answer, askedAt, true));
      } else if (before != null && askedAt - before.askedAtNanos > PATIENCE.toNanos()) {
        heard.remove(address);
      } else if (before != null) {
        heard.put(address, new Heard(before.assignment, before.askedAtNanos, false));
      }
    }
    publish();
  }

  private void askAll(Set<URI> addresses, Map<URI, Assignment> answers)
      throws InterruptedException {
    List<Thread> asking = new ArrayList<>();
    for (URI address : addresses) {
      asking.add(
          Thread.ofVirtual()
              .name("ask-assignment")
              .start(() -> {
                try {
                  answers.put(address, call.ask(address));
                } catch (IOException noAnswer) {
                  LOG.atDebug()
                      .addKeyValue("address", address)
                      .setCause(noAnswer)
                      .log("a processor does not say what it holds");
                } catch (InterruptedException stopped) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread one : asking) {
      one.join();
    }
  }

  private Set<URI> addresses() {
    Set<URI> addresses = new LinkedHashSet<>(configured);
    addresses.addAll(heard.keySet());
    return addresses;
  }

  private static Set<URI> newlyHeardOf(Map<URI, Assignment> answers, Set<URI> asked) {
    Set<URI> addresses = new LinkedHashSet<>();
    for (Assignment answer : answers.values()) {
      answer.claims().forEach(claim -> addresses.add(claim.processor().address()));
    }
    addresses.removeAll(asked);
    return addresses;
  }

  private void publish() {
    synchronized (swap) {
      Map<URI, Assignment> newest = new HashMap<>();
      Map<URI, Long> newestAt = new HashMap<>();
      Set<URI> trusted = new HashSet<>();
      for (Heard one : heard.values()) {
        URI speaker = one.assignment.speaker().address();
        if (newestAt.getOrDefault(speaker, Long.MIN_VALUE) < one.askedAtNanos) {
          newest.put(speaker, one.assignment);
          newestAt.put(speaker, one.askedAtNanos);
          Long failed = failedAtNanos.get(speaker);
          boolean answersAgain = failed == null || failed - one.askedAtNanos < 0;
          if (one.lately && answersAgain) {
            trusted.add(speaker);
            failedAtNanos.remove(speaker);
          } else {
            trusted.remove(speaker);
          }
        }
      }
      RoutingTable next = RoutingTable.of(newest.values(), trusted);
      if (!next.unheld().equals(table.unheld()) || next.partitions() != table.partitions()) {
        LOG.atInfo()
            .addKeyValue("partitions", next.partitions())
            .addKeyValue("unheld", next.unheld())
            .addKeyValue("answering", trusted)
            .log("routing changed");
      }
      table = next;
    }
  }

  @Override
  public void stop(Duration within) {
    closed = true;
    thread.interrupt();
  }
}
