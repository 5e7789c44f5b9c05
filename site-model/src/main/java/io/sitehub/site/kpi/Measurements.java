package io.sitehub.site.kpi;

import java.util.List;

/**
 * All that a formula measured of a visit. Whoever keeps them need not have the visit measured again
 * when it changes.
 */
public final class Measurements {

  /** Of a visit that is not known. */
  public static final Measurements NONE = new Measurements(List.of());

  private final List<Measured> all;

  Measurements(List<Measured> all) {
    this.all = all;
  }

  List<Measured> all() {
    return all;
  }
}
