package io.sitehub.processors.state;

import io.sitehub.model.state.Finding;
import io.sitehub.model.state.Visit;
import io.sitehub.model.state.VisitState;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What visits are listed by.
 *
 * @param arrival when it arrived, or else its earliest event: the order of every list
 * @param state how far it has come
 * @param onSite whether it is inside the gate now
 * @param plates of tractor (the announced one until one is read) and trailer, normalised
 * @param findings codes of what is missing or contradicts itself
 */
public record VisitAttributes(
    Instant arrival, VisitState state, boolean onSite, Set<String> plates, Set<String> findings) {

  /** The attributes of a visit; null when all of its events were withdrawn: it is in no list. */
  public static @Nullable VisitAttributes of(Visit visit) {
    Instant arrival = visit.getArrivedAt() == null ? visit.getFirstEventAt() : visit.getArrivedAt();
    if (arrival == null) {
      return null;
    }
    Set<String> plates = new TreeSet<>();
    String tractor = visit.getTractorPlate();
    addPlate(tractor == null ? visit.getPlannedPlate() : tractor, plates);
    addPlate(visit.getTrailerPlate(), plates);
    Set<String> findings = new TreeSet<>();
    for (Finding finding : visit.getFindings()) {
      findings.add(finding.getCode());
    }
    return new VisitAttributes(
        arrival,
        visit.getState(),
        visit.getEnteredAt() != null && visit.getExitedAt() == null && visit.getClosedAt() == null,
        plates,
        findings);
  }

  /** A plate as it is compared: letters and digits alone, upper case. */
  public static String normalisePlate(String plate) {
    return plate.replaceAll("[^\\p{L}\\p{N}]", "").toUpperCase(Locale.ROOT);
  }

  private static void addPlate(@Nullable String plate, Set<String> plates) {
    if (plate != null) {
      String normalised = normalisePlate(plate);
      if (!normalised.isEmpty()) {
        plates.add(normalised);
      }
    }
  }
}
