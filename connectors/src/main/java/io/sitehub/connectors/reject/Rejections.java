package io.sitehub.connectors.reject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts aside what the ERP refuses, so that it blocks nothing behind it. A rejection counts when it
 * is on the brokers: only then may the position move beyond the ticket.
 */
public final class Rejections {

  private static final long TIMEOUT_S = 30;

  private final @Nullable ErrantRecordReporter reporter;
  private final List<Future<Void>> underWay = new ArrayList<>();

  /** Those of a task. */
  public Rejections(SinkTaskContext context) {
    this.reporter = context.errantRecordReporter();
  }

  /**
   * Puts a record aside.
   *
   * @param reason what the ERP answered, for people
   * @throws ConnectException when the connector is not configured to: the ticket may not be dropped
   */
  public void reject(SinkRecord record, String reason) {
    if (reporter == null) {
      throw new ConnectException(
          "the ERP refuses a ticket (%s) and there is nowhere to put it aside: set errors.tolerance=all, errors.deadletterqueue.topic.name and errors.deadletterqueue.context.headers.enable=true"
              .formatted(reason));
    }
    underWay.add(reporter.report(record, new RejectedByErpException(reason)));
  }

  /**
   * Waits until all of them are on the brokers.
   *
   * @return how many there were since the last time
   * @throws RetriableException when one cannot be written now
   */
  public int await() {
    int count = underWay.size();
    try {
      for (Future<Void> each : underWay) {
        each.get(TIMEOUT_S, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new RetriableException("a refused ticket cannot be put aside now", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RetriableException("told to stop", e);
    } finally {
      underWay.clear();
    }
    return count;
  }
}
