package io.sitehub.processors.settings;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.DecodeFailure;
import io.sitehub.model.serde.DecodeResult;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.UndecodableException;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.site.kpi.KpiCatalogue;
import io.sitehub.site.kpi.KpiChecker;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the topic of settings. It trusts nobody: what the API would have refused stops
 * no site when it comes another way.
 */
final class SettingsDecoder {

  private static final String CONFIG = "config";
  private static final String KPI = "kpi";

  private final RecordReader<SiteConfig> configs;
  private final RecordReader<SiteKpi> kpis;
  private final SitePartitioner partitioner;

  SettingsDecoder(SchemaRegistry registry, int partitions) {
    this.configs = RecordReader.of(registry, SiteConfig.class);
    this.kpis = RecordReader.of(registry, SiteKpi.class);
    this.partitioner = new SitePartitioner(partitions);
  }

  /** What came of reading a record. */
  sealed interface Read {
    /** A setting that may be used. */
    record Usable(Setting setting) implements Read {}

    /** One that may not; says why, without values. */
    record Unusable(String detail) implements Read {}
  }

  /**
   * Reads a record.
   *
   * @param partition where it lies
   * @throws io.sitehub.model.serde.UndecodableException when the registry, cold, does not answer
   */
  Read read(int partition, byte @Nullable [] key, byte @Nullable [] value) {
    String[] parts =
        key == null ? new String[0] : new String(key, StandardCharsets.UTF_8).split("/", 3);
    if (parts.length != 3) {
      return new Read.Unusable("the key must be <site>/config/<valid from> or <site>/kpi/<kpi>");
    }
    if (partitioner.partitionOf(parts[0]) != partition) {
      return new Read.Unusable("the site lies in another partition");
    }
    return switch (parts[1]) {
      case CONFIG -> config(parts[0], parts[2], value);
      case KPI -> kpi(parts[0], parts[2], value);
      default -> new Read.Unusable("the key must be of kind config or kpi");
    };
  }

  private Read config(String siteId, String start, byte @Nullable [] value) {
    Instant validFrom = Rfc3339.parse(start).orElse(null);
    if (validFrom == null) {
      return new Read.Unusable("the key must end with an RFC 3339 date-time");
    }
    if (value == null) {
      return new Read.Usable(new Setting.Config(siteId, validFrom, null));
    }
    SiteConfig version = known(configs.read(value));
    if (version == null) {
      return new Read.Unusable("the value is no SiteConfig");
    }
    if (!version.getSiteId().equals(siteId) || !version.getValidFrom().equals(validFrom)) {
      return new Read.Unusable("siteId and validFrom must be those of the key");
    }
    try {
      ZoneId.of(version.getZone());
    } catch (DateTimeException e) {
      return new Read.Unusable("there is no such time zone");
    }
    return new Read.Usable(new Setting.Config(siteId, validFrom, version));
  }

  private Read kpi(String siteId, String kpi, byte @Nullable [] value) {
    if (KpiCatalogue.builtIn().find(kpi).isPresent()) {
      return new Read.Unusable("every site has this KPI, and none may define it");
    }
    if (value == null) {
      return new Read.Usable(new Setting.Kpi(siteId, kpi, null));
    }
    SiteKpi defined = known(kpis.read(value));
    if (defined == null) {
      return new Read.Unusable("the value is no SiteKpi");
    }
    if (!defined.getSiteId().equals(siteId) || !defined.getDeclaration().getKpi().equals(kpi)) {
      return new Read.Unusable("siteId and kpi must be those of the key");
    }
    var violations = KpiChecker.check(defined.getDeclaration());
    return violations.isEmpty()
        ? new Read.Usable(new Setting.Kpi(siteId, kpi, defined))
        : new Read.Unusable("the declaration breaks a rule: " + violations.getFirst());
  }

  /** The record; null when it can never be read. */
  private static <T> @Nullable T known(DecodeResult<T> result) {
    return switch (result) {
      case DecodeResult.Decoded<T>(T record, int _) -> record;
      case DecodeResult.Undecodable<T>(DecodeFailure failure) -> {
        if (failure.retryable()) {
          throw new UndecodableException(failure);
        }
        yield null;
      }
    };
  }
}
