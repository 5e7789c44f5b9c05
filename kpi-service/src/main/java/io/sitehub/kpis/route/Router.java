package io.sitehub.kpis.route;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sitehub.kpis.route.RoutingTable.Holder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets an answer about a partition: from the active processor, on failure from a standby at once,
 * then from all of them again until a deadline. A processor that does not answer quickly is not
 * waited for: the next one is asked too and the first answer counts.
 */
public final class Router {
  /** Without a budget a question waits so many times longer before it goes on to the next. */
  private static final int WITHOUT_BUDGET = 4;

  private final Routing routing;
  private final ProcessorCall call;
  private final RouterSettings settings;
  private final HedgeBudget hedgeBudget = new HedgeBudget();
  private final Hearing hearing = new Hearing();
  private final Counter failovers;
  private final Counter hedges;
  private final Counter unanswered;

  /**
   * A router.
   *
   * @param routing who holds what; told about each failure
   * @param call how one processor is asked
   */
  public Router(
      Routing routing, ProcessorCall call, RouterSettings settings, MeterRegistry metrics) {
    this.routing = routing;
    this.call = call;
    this.settings = settings;
    this.failovers =
        Counter.builder("sitehub.kpis.failovers")
            .description("Questions that went on to another processor because one failed")
            .register(metrics);
    this.hedges =
        Counter.builder("sitehub.kpis.hedges")
            .description("Questions put to a second processor because the first was slow")
            .register(metrics);
    this.unanswered =
        Counter.builder("sitehub.kpis.unanswered")
            .description("Questions no processor answered before the deadline")
            .register(metrics);
  }

  /** The view of the routing that the next question starts from. */
  public RoutingTable table() {
    return routing.table();
  }

  /**
   * Asks whoever holds the partition.
   *
   * @param path path and query of the question below {@code /internal/v1/partitions/{partition}/}
   * @throws InterruptedException if the caller is stopped
   */
  public Answer ask(int partition, String path) throws InterruptedException {
    String whole = "/internal/v1/partitions/" + partition + "/" + path;
    Question question = new Question(partition, whole);
    hedgeBudget.earn();
    try {
      return question.answer();
    } finally {
      question.abandon();
    }
  }

  /** One question on its way. */
  private final class Question {
    private record Arrival(Holder from, Reply reply) {}

    private record Asked(Processor processor, long atNanos) {}

    private final int partition;
    private final String path;
    private final long deadlineNanos = System.nanoTime() + settings.deadline().toNanos();
    private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final List<Thread> asking = new ArrayList<>();
    private final Set<Processor> waitingFor = new HashSet<>();
    private @Nullable Asked last;
    private Reply.@Nullable Unknown unknownToStandby;
    private String lastReason = "no processor is known to hold the partition";

    private Question(int partition, String path) {
      this.partition = partition;
      this.path = path;
    }

    Answer answer() throws InterruptedException {
      Duration pause = settings.retryAfter();
      Duration longestPause = settings.retryAfter().multipliedBy(8);
      while (true) {
        Answer answer = askEachInTurn(routing.table().holders(partition));
        if (answer != null) {
          return answer;
        }
        long jittered = pause.toNanos() / 2 + ThreadLocalRandom.current().nextLong(pause.toNanos());
        if (System.nanoTime() + jittered >= deadlineNanos) {
          unanswered.increment();
          return new Answer.Unavailable(lastReason);
        }
        routing.refreshSoon();
        TimeUnit.NANOSECONDS.sleep(jittered);
        pause =
            pause.multipliedBy(2).compareTo(longestPause) < 0
                ? pause.multipliedBy(2)
                : longestPause;
      }
    }

    /**
     * One round; null if nobody answered. Who is still being asked from the round before is not
     * asked again.
     */
    private @Nullable Answer askEachInTurn(List<Holder> holders) throws InterruptedException {
      unknownToStandby = null;
      List<Holder> order =
          holders.stream().filter(each -> !waitingFor.contains(each.processor())).toList();
      int next = 0;
      boolean refused = false;
      Duration patience = settings.hedgeAfter();
      if (!order.isEmpty()) {
        start(order.get(next++));
      }
      while (!waitingFor.isEmpty()) {
        boolean canHedge = next < order.size();
        Duration last = refused ? unbudgeted() : settings.deadline();
        Arrival arrival = await(canHedge ? patience : last);
        if (arrival != null) {
          Answer answer = judge(arrival);
          if (answer != null) {
            return answer;
          }
          refused = true;
          if (next < order.size()) {
            failovers.increment();
            start(order.get(next++));
          }
        } else if (!canHedge) {
          return fallback(); // the deadline, or who refused may be ready by now
        } else if (isSilent() || hedgeBudget.spend() || patience.equals(unbudgeted())) {
          hedges.increment();
          routing.refreshSoon(); // it may be frozen
          start(order.get(next++));
        } else {
          patience = unbudgeted();
        }
      }
      return fallback();
    }

    /**
     * How long to wait for a slow one before another is asked without a budget: of those that are
     * ending some answer only a part of the questions.
     */
    private Duration unbudgeted() {
      return settings.hedgeAfter().multipliedBy(WITHOUT_BUDGET);
    }

    /**
     * Whether nobody has heard of the processor asked last since it was asked. One that is only
     * slow answers somebody meanwhile. A silent one is asked last from now on, so going on to the
     * next one takes load away from it and needs no budget.
     */
    private boolean isSilent() {
      Asked asked = last;
      if (asked == null || hearing.heardSince(asked.processor(), asked.atNanos())) {
        return false;
      }
      routing.failed(asked.processor());
      return true;
    }

    /** What a standby did not know counts when nobody better answers. */
    private @Nullable Answer fallback() {
      return unknownToStandby == null ? null : new Answer.Unknown(unknownToStandby.freshness());
    }

    private @Nullable Arrival await(Duration patience) throws InterruptedException {
      long left = Math.min(patience.toNanos(), deadlineNanos - System.nanoTime());
      Arrival arrival = arrivals.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
      if (arrival != null) {
        waitingFor.remove(arrival.from().processor());
      }
      return arrival;
    }

    private void start(Holder holder) {
      waitingFor.add(holder.processor());
      last = new Asked(holder.processor(), System.nanoTime());
      asking.add(
          Thread.ofVirtual()
              .name("ask-" + holder.processor().name())
              .start(() -> {
                try {
                  Reply reply = call.ask(holder.processor(), path);
                  if (!(reply instanceof Reply.Failed)) {
                    hearing.heard(holder.processor());
                  }
                  arrivals.add(new Arrival(holder, reply));
                } catch (InterruptedException nobodyWaits) {
                  Thread.currentThread().interrupt();
                }
              }));
    }

    /** The answer this reply settles the question with, or null if another must be asked. */
    private @Nullable Answer judge(Arrival arrival) {
      switch (arrival.reply()) {
        case Reply.Found found -> {
          return new Answer.Found(found.freshness(), found.zone(), found.config(), found.body());
        }
        case Reply.Unknown unknown -> {
          if (unknown.freshness().servedBy() == Role.ACTIVE) {
            return new Answer.Unknown(unknown.freshness());
          }
          unknownToStandby = unknown;
          lastReason = "only a standby could be asked";
        }
        case Reply.Refused ignored -> {
          return new Answer.Refused();
        }
        case Reply.NotHeld ignored -> {
          lastReason = "the partition is changing hands";
          routing.refreshSoon();
        }
        case Reply.NotReady ignored -> {
          lastReason = "the processors that hold the partition are not ready";
          routing.refreshSoon();
        }
        case Reply.Failed ignored -> {
          lastReason = "the processors that hold the partition do not answer";
          routing.failed(arrival.from().processor());
        }
      }
      return null;
    }

    void abandon() {
      asking.forEach(Thread::interrupt);
    }
  }
}
