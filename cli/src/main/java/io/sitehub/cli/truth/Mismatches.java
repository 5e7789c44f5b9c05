package io.sitehub.cli.truth;

import io.sitehub.cli.truth.TruthReport.Mismatch;
import java.util.ArrayList;
import java.util.List;

/** What is not as it must be at one site. */
final class Mismatches {
  private final String siteId;
  private final List<Mismatch> all = new ArrayList<>();

  Mismatches(String siteId) {
    this.siteId = siteId;
  }

  void add(String what, String expected, String actual) {
    all.add(new Mismatch(siteId + " " + what, expected, actual));
  }

  List<Mismatch> all() {
    return all;
  }
}
