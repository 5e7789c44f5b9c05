package io.sitehub.processors.alert;

import io.sitehub.model.state.Alert;
import io.sitehub.processors.alert.Watches.Watch;
import io.sitehub.processors.output.Output;
import io.sitehub.processors.state.Alerts;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/** Raises and clears alerts until those that stand about a subject are those of an assessment. */
final class AlertDesk {

  private final ProcessorContext<Object, Object> context;
  private final Alerts alerts;
  private final Watches watches;

  AlertDesk(ProcessorContext<Object, Object> context, Alerts alerts, Watches watches) {
    this.context = context;
    this.alerts = alerts;
    this.watches = watches;
  }

  /**
   * Reconciles the alerts about a subject with an assessment of it, and sets its timer.
   *
   * @param now the instant of the assessment
   */
  void reconcile(String siteId, Subject subject, Assessment assessment, Instant now) {
    reconcile(siteId, subject, watches.find(siteId, subject), assessment, now);
  }

  /**
   * Does so when what was known of the subject is at hand.
   *
   * @param before what was known
   */
  void reconcile(String siteId, Subject subject, Watch before, Assessment assessment, Instant now) {
    int standing = 0;
    for (AlertKind kind : AlertKind.values()) {
      boolean stood = before.stands(kind);
      String detail = assessment.standing().get(kind);
      if (detail != null) {
        standing |= kind.mask();
        raise(siteId, subject, kind, detail, stood, now);
      } else if (stood) {
        clear(siteId, kind.alertId(subject), now);
      }
    }
    watches.put(
        siteId, subject, before, new Watch(due(before, subject, assessment, now), standing));
  }

  /**
   * A device moves its timer with every event; to look at it once too often costs less. So a timer
   * that is earlier than it need be stays.
   */
  private static @Nullable Instant due(
      Watch before, Subject subject, Assessment assessment, Instant now) {
    Instant next = assessment.next();
    Instant known = before.due();
    return subject instanceof Subject.OfDevice
            && next != null
            && known != null
            && known.isAfter(now)
            && known.isBefore(next)
        ? known
        : next;
  }

  private void raise(
      String siteId, Subject subject, AlertKind kind, String detail, boolean stood, Instant now) {
    String alertId = kind.alertId(subject);
    Instant raisedAt = now;
    if (stood) {
      Alert alert = alerts.find(siteId, alertId);
      if (alert != null) {
        if (alert.getDetail().equals(detail)) {
          return;
        }
        raisedAt = alert.getRaisedAt();
      }
    }
    write(
        Alert.newBuilder()
            .setSiteId(siteId)
            .setAlertId(alertId)
            .setKind(kind.code())
            .setSubject(subject.id())
            .setDetail(detail)
            .setRaisedAt(raisedAt)
            .build(),
        now);
  }

  private void clear(String siteId, String alertId, Instant now) {
    Alert alert = alerts.find(siteId, alertId);
    if (alert != null && alert.getClearedAt() == null) {
      alert.setClearedAt(now);
      write(alert, now);
    }
  }

  private void write(Alert alert, Instant now) {
    Output.ALERTS.write(
        context, alert.getSiteId(), alert.getAlertId(), alerts.put(alert), now.toEpochMilli());
  }
}
