package io.sitehub.processors.alert;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What an alert can be about; {@code docs/alerts.md} explains each. */
public enum AlertKind {
  EVENT_NAME_REUSE(0),
  OVERSTAY(1),
  QUEUE_WAIT(2),
  OVERWEIGHT(3),
  TARE_DEVIATION(4),
  NET_DEVIATION(5),
  QUEUE_TOO_LONG(6),
  DEVICE_SILENT(7),
  VERIFICATION_EXPIRING(8),
  VERIFICATION_EXPIRED(9),
  CLOCK_OFF(10),
  KPI_BEYOND_TARGET(11);

  private final int mask;
  private final String code;

  AlertKind(int bit) {
    this.mask = 1 << bit;
    this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** As it stands in an alert: {@code overstay}. */
  public String code() {
    return code;
  }

  /** The bit of a stored set of kinds; never to be given to another kind. */
  int mask() {
    return mask;
  }

  /** Ids of the alerts that there may be about a visit. */
  public static List<String> idsOfVisit(String visitId) {
    Subject visit = new Subject.OfVisit(visitId);
    return Stream.of(OVERSTAY, QUEUE_WAIT, OVERWEIGHT, TARE_DEVIATION, NET_DEVIATION)
        .map(kind -> kind.alertId(visit))
        .toList();
  }

  /** Id of the alert of this kind about a subject. */
  public String alertId(Subject subject) {
    return code + ":" + subject.id();
  }
}
