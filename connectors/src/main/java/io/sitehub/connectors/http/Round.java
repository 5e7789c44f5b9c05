package io.sitehub.connectors.http;

import io.sitehub.model.state.Ticket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts what a plan has, each batch once, several at a time. After the first answer that is none it
 * starts nothing more: an ERP that is down is not asked for every ticket. Requests are made by
 * threads of their own; everything else happens on the thread that runs the round.
 */
final class Round {

  private static final Logger log = LoggerFactory.getLogger(Round.class);

  /**
   * How a round posts.
   *
   * @param needed how much time has to be left for another batch to be started; the first always is
   */
  record Pace(int maxInFlight, Duration needed) {}

  /**
   * How it ended.
   *
   * @param accepted how many tickets the ERP took
   * @param obstacle what stopped it; empty when it ran out of batches or of time
   */
  record End(int accepted, Optional<Answer> obstacle) {}

  /** What became of a batch: an answer, or an error of the program. */
  private record Landing(Batch batch, @Nullable Answer answer, @Nullable Throwable error) {}

  private final Erp erp;
  private final Pace pace;
  private final NewestRevisions newest;
  private final BatchPlan plan;
  private final Deadline deadline;
  private final BlockingQueue<Landing> landings = new LinkedBlockingQueue<>();
  private boolean started;
  private int inFlight;
  private int accepted;
  private @Nullable Answer obstacle;

  Round(Erp erp, Pace pace, NewestRevisions newest, BatchPlan plan, Deadline deadline) {
    this.erp = erp;
    this.pace = pace;
    this.newest = newest;
    this.plan = plan;
    this.deadline = deadline;
  }

  /**
   * Runs it; when it ends, nothing is in flight.
   *
   * @throws InterruptedException when the thread is interrupted; what is in flight is left alone
   */
  End run() throws InterruptedException {
    launch();
    while (inFlight > 0) {
      land(landings.take());
      launch();
    }
    return new End(accepted, Optional.ofNullable(obstacle));
  }

  private void launch() {
    while (inFlight < pace.maxInFlight()
        && obstacle == null
        && (!started || deadline.leavesTimeFor(pace.needed()))) {
      Optional<Batch> due = plan.next(this::isStillWanted);
      if (due.isEmpty()) {
        return;
      }
      Batch batch = due.get();
      List<Ticket> tickets = batch.tickets();
      started = true;
      inFlight++;
      Thread.ofVirtual().name("erp-post").start(() -> landings.add(post(batch, tickets)));
    }
  }

  /** Always gives a landing: the round waits for one. */
  private Landing post(Batch batch, List<Ticket> tickets) {
    try {
      return new Landing(batch, erp.post(tickets, deadline), null);
    } catch (InterruptedException | RuntimeException | Error e) {
      return new Landing(batch, null, e);
    }
  }

  private void land(Landing landing) {
    inFlight--;
    Batch batch = landing.batch();
    plan.landed(batch);
    switch (landing.answer()) {
      case null -> throw new ConnectException("a ticket could not be posted", landing.error());
      case Answer.Accepted _ -> batch.members().forEach(this::accept);
      case Answer.Refused(String reason) -> refuse(batch, reason);
      case Answer.TryAgain tryAgain -> {
        plan.putBack(batch);
        obstacle = obstacle == null ? tryAgain : obstacle;
      }
      case Answer.WrongSetup wrongSetup -> {
        plan.putBack(batch);
        obstacle = wrongSetup;
      }
    }
  }

  private void accept(Delivery delivery) {
    newest.accepted(delivery.ticket());
    delivery.finish();
    accepted++;
  }

  /** Of several tickets the ERP refuses one, as a rule; the others should not go with it. */
  private void refuse(Batch batch, String reason) {
    if (batch.size() > 1) {
      plan.split(batch);
      return;
    }
    Delivery delivery = batch.members().getFirst();
    Ticket ticket = delivery.ticket();
    log.atWarn()
        .addKeyValue("ticket", IdempotencyKey.of(ticket).text())
        .addKeyValue("status", reason.substring(0, 3))
        .log("the ERP refused a ticket");
    delivery.refuse(new RefusedTicketException(reason));
  }

  private boolean isStillWanted(Delivery delivery) {
    Ticket ticket = delivery.ticket();
    if (!newest.supersede(ticket)) {
      return true;
    }
    log.atInfo()
        .addKeyValue("ticket", IdempotencyKey.of(ticket).text())
        .addKeyValue("topic", delivery.record().originalTopic())
        .log("not posted: the ERP has a newer revision");
    delivery.finish();
    return false;
  }
}
