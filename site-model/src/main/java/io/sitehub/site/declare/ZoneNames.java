package io.sitehub.site.declare;

import io.sitehub.model.catalogue.Nearest;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The names of the time zones of the IANA database, as far as this JVM knows it. */
final class ZoneNames {
  private ZoneNames() {}

  /** Whether there is a zone of this name; offsets such as +01:00 are none. */
  static boolean exists(String name) {
    return ZoneId.getAvailableZoneIds().contains(name);
  }

  /** The zone that may have been meant: {@code Pariss}, {@code europe/paris}, {@code New York}. */
  static Optional<String> nearest(String name) {
    SortedSet<String> names = new TreeSet<>(ZoneId.getAvailableZoneIds());
    String asCity = "/" + name.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
    return names.stream()
        .filter(each -> each.toLowerCase(Locale.ROOT).endsWith(asCity))
        .findFirst()
        .or(() -> Nearest.to(name, names));
  }
}
