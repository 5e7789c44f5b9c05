package io.sitehub.site.declare;

import io.sitehub.model.json.JsonToAvro;
import io.sitehub.model.json.JsonToAvro.RecordRead;
import io.sitehub.model.json.Violation;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.time.Rfc3339;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a version of a site's configuration from JSON as people write it, and finds all that is
 * wrong with it at once: the rules of the schema (as {@link JsonToAvro}) and what only makes sense
 * of the whole (ids that repeat, shifts that overlap, zones and dates that do not exist).
 *
 * <p>{@code siteId} may be left out, since the site is known; {@code validFrom} as well: from now
 * on.
 */
public final class SiteConfigJson {
  private SiteConfigJson() {}

  /** What came of reading a configuration. */
  public sealed interface ConfigRead {
    /** One that obeys all rules. */
    record Valid(SiteConfig config) implements ConfigRead {}

    /** All that is wrong, that of the schema first; never empty. */
    record Invalid(List<Violation> violations) implements ConfigRead {}
  }

  /**
   * Reads a configuration.
   *
   * @param siteId whose it is
   * @param now from when on it holds if it does not say
   */
  public static ConfigRead read(byte[] json, String siteId, Instant now) {
    String start = Rfc3339.format(now.truncatedTo(ChronoUnit.MILLIS));
    KnownMembers.Completed completed =
        KnownMembers.complete(json, Map.of("siteId", siteId, "validFrom", start));
    RecordRead read = JsonToAvro.of(SiteConfig.class).read(completed.json());
    List<Violation> violations = new ArrayList<>();
    if (read instanceof RecordRead.Invalid(List<Violation> found)) {
      violations.addAll(found);
    }
    if (completed.isObject()) {
      violations.addAll(ConfigRules.check(completed.tree(), siteId));
    }
    return switch (read) {
      case RecordRead.Valid(SiteConfig config) when violations.isEmpty() ->
          new ConfigRead.Valid(config);
      case RecordRead.Valid _, RecordRead.Invalid _ ->
          new ConfigRead.Invalid(List.copyOf(violations));
    };
  }
}
