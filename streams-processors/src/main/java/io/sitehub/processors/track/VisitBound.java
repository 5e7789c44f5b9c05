package io.sitehub.processors.track;

import io.sitehub.model.state.Visit;
import io.sitehub.processors.state.Visits;
import io.sitehub.site.kpi.Contributions;
import io.sitehub.site.kpi.KpiCatalogue;
import java.time.ZoneId;

/**
 * How many bytes a visit may have, with what it contributes to the KPIs. Everything that is derived
 * from a visit (its record, tickets, cells) follows its size, so this keeps all of them within what
 * may be written: no sender can stop a site by one visit that grows and grows.
 */
public final class VisitBound {

  /** The bound in bytes: a thousand usual visits, an eighth of what may be written. */
  public static final int MAX_BYTES = 512 << 10;

  /** So small a visit fits whatever it contributes, which need not be worked out. */
  private static final int SURELY_FITS_BYTES = 8 << 10;

  private final Visits.Codec codec;
  private final KpiCatalogue catalogue;
  private final ZoneId zone;

  /** A bound on visits of sites in {@code zone} that contribute to the KPIs of a catalogue. */
  public VisitBound(Visits.Codec codec, KpiCatalogue catalogue, ZoneId zone) {
    this.codec = codec;
    this.catalogue = catalogue;
    this.zone = zone;
  }

  /**
   * Whether a visit keeps within the bound.
   *
   * @param wire the visit in the wire format
   */
  boolean holds(Visit visit, byte[] wire) {
    if (wire.length <= SURELY_FITS_BYTES) {
      return true;
    }
    return wire.length <= MAX_BYTES
        && wire.length + codec.encode(Contributions.of(visit, catalogue, zone).toRecord()).length
            <= MAX_BYTES;
  }
}
