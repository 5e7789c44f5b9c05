package io.sitehub.connectors.http;

import io.sitehub.connectors.http.Delivery.State;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.jspecify.annotations.Nullable;

/** Hands what was refused to Connect's dead-letter topic, and waits until it lies there. */
final class DeadLetters {

  private final @Nullable ErrantRecordReporter reporter;

  /** Hands over to a reporter; {@code null} when the connector is set up without one. */
  DeadLetters(@Nullable ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  /**
   * Hands over whatever is refused and waits for all that was handed over. What does not get there
   * is handed over again the next time.
   *
   * @return what went wrong; empty when everything lies there
   * @throws ConnectException when there is no reporter, or when it does not let the task go on
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  Optional<String> settle(Collection<Delivery> deliveries, Deadline deadline)
      throws InterruptedException {
    for (Delivery delivery : deliveries) {
      if (delivery.state() instanceof State.Refused(RefusedTicketException why)) {
        delivery.report(why, report(delivery, why));
      }
    }
    Optional<String> trouble = Optional.empty();
    for (Delivery delivery : deliveries) {
      if (delivery.state() instanceof State.Reported reported) {
        Optional<String> own = await(delivery, reported, deadline);
        trouble = own.isPresent() ? own : trouble;
      }
    }
    return trouble;
  }

  private Future<Void> report(Delivery delivery, RefusedTicketException why) {
    if (reporter == null) {
      throw new ConnectException(
          "a ticket was refused and there is nowhere to put it ("
              + delivery.position()
              + "); set errors.tolerance=all, errors.deadletterqueue.topic.name and"
              + " errors.deadletterqueue.context.headers.enable=true",
          why);
    }
    return reporter.report(delivery.record(), why);
  }

  private static Optional<String> await(
      Delivery delivery, State.Reported reported, Deadline deadline) throws InterruptedException {
    try {
      reported.written().get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      delivery.finish();
      return Optional.empty();
    } catch (TimeoutException e) {
      return Optional.of("the dead-letter topic does not answer");
    } catch (ExecutionException | CancellationException e) {
      delivery.refuse(reported.why());
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return Optional.of(
          "a refused ticket could not be written to the dead-letter topic: "
              + cause.getClass().getSimpleName());
    }
  }
}
