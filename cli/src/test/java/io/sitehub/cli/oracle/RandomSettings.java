package io.sitehub.cli.oracle;

import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.time.Rfc3339;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Versions of a site's configuration that begin while its trucks come and go. */
final class RandomSettings {
  private static final List<String> ZONES =
      List.of("Europe/Paris", "UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati");

  private RandomSettings() {}

  /** Three versions in one time zone. */
  static List<SiteConfig> of(String siteId, long seed) {
    Random random = new Random(seed);
    List<SiteConfig> versions = new ArrayList<>();
    String zone = ZONES.get(random.nextInt(ZONES.size()));
    for (int i = 0; i < 3; i++) {
      versions.add(
          SiteConfig.newBuilder()
              .setSiteId(siteId)
              .setValidFrom(
                  Instant.parse("2026-03-28T16:00:00Z").plusSeconds(random.nextInt(60_000)))
              .setZone(zone)
              .setFreeTimeMinutes(random.nextInt(200))
              .setSlotToleranceMinutes(random.nextInt(60))
              .setNoShowGraceMinutes(random.nextInt(120))
              .build());
    }
    return versions;
  }

  /** The key under which the API writes a version. */
  static byte[] key(SiteConfig version) {
    return (version.getSiteId() + "/config/" + Rfc3339.format(version.getValidFrom()))
        .getBytes(StandardCharsets.UTF_8);
  }
}
