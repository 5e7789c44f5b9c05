package io.sitehub.processors.deduplicate;

import io.sitehub.model.cloudevent.SiteEvent;
import io.sitehub.model.state.Alert;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Alerts;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Raises an alert about a terminal that gives a name to two events: one alert a terminal, as the
 * cause is the terminal. The events themselves are dead letters.
 */
final class NameReuse {

  /** Kind of the alert, see docs/alerts.md. */
  static final String KIND = "event-name-reuse";

  private final ProcessorContext<Object, Object> context;
  private final Alerts alerts;

  NameReuse(ProcessorContext<Object, Object> context, Alerts alerts) {
    this.context = context;
    this.alerts = alerts;
  }

  void report(SiteEvent second, Instant recordedAt) {
    String source = second.name().source();
    String alertId = KIND + ":" + source;
    Alert standing = alerts.find(second.siteId(), alertId);
    if (standing != null && standing.getClearedAt() == null) {
      return;
    }
    Alert alert =
        Alert.newBuilder()
            .setSiteId(second.siteId())
            .setAlertId(alertId)
            .setKind(KIND)
            .setSubject(source)
            .setDetail(
                "Event "
                    + second.name().id()
                    + " came a second time with other content; the first stands.")
            .setRaisedAt(recordedAt)
            .build();
    Output.ALERTS.write(
        context, second.siteId(), alertId, alerts.put(alert), recordedAt.toEpochMilli());
  }
}
