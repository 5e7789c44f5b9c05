package io.sitehub.processors.serve;

import io.sitehub.kit.problem.ProblemException;
import io.sitehub.model.state.VisitState;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.VisitIndex;
import io.sitehub.processors.state.VisitIndex.Attribute;
import io.sitehub.processors.state.VisitIndex.Entry;
import io.sitehub.processors.state.Visits;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which visits of a site to list: all conditions must hold.
 *
 * @param onSite only those inside the gate now
 * @param day only those that arrived on this local day
 * @param state only those that have come this far
 * @param plate only those with this plate, normalised
 * @param finding only those with a finding of this code, or with {@link VisitIndex#ANY_FINDING}
 * @param after cursor of the page before
 * @param limit how many at most
 */
record VisitListing(
    boolean onSite,
    @Nullable LocalDate day,
    @Nullable VisitState state,
    @Nullable String plate,
    @Nullable String finding,
    byte @Nullable [] after,
    int limit) {

  /** A page may end early after looking at so many visits that do not meet all conditions. */
  private static final int MAX_LOOKED_AT = 10_000;

  /**
   * A page.
   *
   * @param visits as JSON in UTF-8, oldest arrival first
   * @param next cursor of the next page; null on the last
   */
  record Page(List<byte[]> visits, @Nullable String next) {}

  /** A way through the index: an attribute and the value all visits on it share. */
  private record Path(Attribute attribute, String value) {}

  /** The page as it is now. */
  Page read(String siteId, VisitIndex index, Visits visits, ShownVisits shownVisits, ZoneId zone) {
    Path path = narrowest();
    List<byte[]> found = new ArrayList<>();
    int[] lookedAt = {0};
    byte[][] last = {null};
    Predicate<Entry> visitor =
        entry -> {
          byte[] stored = visits.stored(siteId, entry.visitId());
          if (stored != null) {
            ShownVisits.Shown shown = shownVisits.of(stored, visits);
            if (meets(shown.attributes(), zone)) {
              found.add(shown.json());
            }
          }
          last[0] = entry.cursor();
          return found.size() < limit && ++lookedAt[0] < MAX_LOOKED_AT;
        };
    boolean complete =
        day == null
            ? index.scan(siteId, path.attribute(), path.value(), position(path), visitor)
            : index.scanArrivals(
                siteId,
                path.attribute(),
                path.value(),
                startOf(day, zone),
                startOf(day.plusDays(1), zone),
                position(path),
                visitor);
    return new Page(found, complete ? null : cursor(path, last[0]));
  }

  /** The condition that fewest visits meet. */
  private Path narrowest() {
    if (plate != null) {
      return new Path(Attribute.PLATE, plate);
    }
    if (finding != null && !finding.equals(VisitIndex.ANY_FINDING)) {
      return new Path(Attribute.FINDING, finding);
    }
    if (onSite) {
      return new Path(Attribute.ON_SITE, "");
    }
    if (state != null) {
      return new Path(Attribute.STATE, VisitIndex.value(state));
    }
    return finding == null ? new Path(Attribute.ANY, "") : new Path(Attribute.FINDING, finding);
  }

  private boolean meets(@Nullable VisitAttributes attributes, ZoneId zone) {
    return attributes != null
        && (!onSite || attributes.onSite())
        && (day == null || day.equals(LocalDate.ofInstant(attributes.arrival(), zone)))
        && (state == null || state == attributes.state())
        && (plate == null || attributes.plates().contains(plate))
        && (finding == null
            || (finding.equals(VisitIndex.ANY_FINDING)
                ? !attributes.findings().isEmpty()
                : attributes.findings().contains(finding)));
  }

  private static Instant startOf(LocalDate day, ZoneId zone) {
    return day.atStartOfDay(zone).toInstant();
  }

  private static String cursor(Path path, byte[] position) {
    byte[] bytes = new byte[position.length + 1];
    bytes[0] = (byte) path.attribute().ordinal();
    System.arraycopy(position, 0, bytes, 1, position.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** A cursor holds the way it was made on: on another it would mean something else. */
  private byte @Nullable [] position(Path path) {
    if (after == null) {
      return null;
    }
    if (after.length < 2 || after[0] != path.attribute().ordinal()) {
      throw ProblemException.badParameter(
          "after", "cursor", "must be the cursor of a page of the same list");
    }
    return Arrays.copyOfRange(after, 1, after.length);
  }
}
