package io.sitehub.processors.state;

import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.model.serde.RecordReader;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.SiteConfig;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.site.config.SiteHistory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What each site is told to be: versions of its configuration, and the KPIs it defines. */
public final class SiteSettings {

  private final StateSpace space;
  private final RecordWriter<SpecificRecord> writer;
  private final RecordReader<SiteConfig> configs;
  private final RecordReader<SiteKpi> kpis;

  /** The settings in a store. */
  public SiteSettings(StateSpace space, SchemaRegistry registry) {
    this.space = space;
    this.writer = new RecordWriter<>(registry, TopicCatalogue.CONFIGS);
    this.configs = RecordReader.of(registry, SiteConfig.class);
    this.kpis = RecordReader.of(registry, SiteKpi.class);
  }

  /** Stores the version of the configuration that holds from an instant; null removes it. */
  public void putConfig(String siteId, Instant validFrom, @Nullable SiteConfig version) {
    space.put(
        Table.SITE_CONFIGS.key().text(siteId).instant(validFrom).toBytes(),
        version == null ? null : writer.write(version));
  }

  /** Stores what a site defines a KPI to be; null removes it. */
  public void putKpi(String siteId, String kpi, @Nullable SiteKpi defined) {
    space.put(
        Table.SITE_KPIS.key().text(siteId).text(kpi).toBytes(),
        defined == null ? null : writer.write(defined));
  }

  /** All versions of a site's configuration. */
  public SiteHistory history(String siteId) {
    List<SiteConfig> versions = new ArrayList<>();
    space.scan(
        Table.SITE_CONFIGS.key().text(siteId),
        (key, value) -> versions.add(configs.read(value).orThrow()));
    return SiteHistory.of(siteId, versions);
  }

  /** The KPIs a site defines, by name. */
  public List<KpiDeclaration> kpis(String siteId) {
    List<KpiDeclaration> declarations = new ArrayList<>();
    space.scan(
        Table.SITE_KPIS.key().text(siteId),
        (key, value) -> declarations.add(kpis.read(value).orThrow().getDeclaration()));
    return declarations;
  }

  /** How often the settings of a site have changed: a token for those who remember them. */
  public long version(String siteId) {
    byte[] value = space.get(versionKey(siteId));
    return value == null ? 0 : ByteBuffer.wrap(value).getLong();
  }

  /** Counts a change of the settings of a site, or of what is computed under them. */
  public void touch(String siteId) {
    space.put(
        versionKey(siteId), ByteBuffer.allocate(Long.BYTES).putLong(version(siteId) + 1).array());
  }

  private static Bytes versionKey(String siteId) {
    return Table.SETTINGS_VERSIONS.key().text(siteId).toBytes();
  }
}
