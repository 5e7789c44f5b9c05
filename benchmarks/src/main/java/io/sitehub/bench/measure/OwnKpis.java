package io.sitehub.bench.measure;

import io.sitehub.bench.site.BenchSite;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.RecordWriter;
import io.sitehub.model.state.KpiAggregate;
import io.sitehub.model.state.KpiDeclaration;
import io.sitehub.model.state.KpiDimension;
import io.sitehub.model.state.KpiUnitName;
import io.sitehub.model.state.SiteKpi;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** KPIs that sites define themselves, as the API would write them. */
final class OwnKpis {
  private OwnKpis() {}

  /** Net weights by material, and their number. */
  static KpiDeclaration loads() {
    return KpiDeclaration.newBuilder()
        .setKpi("own-loads")
        .setTitle("Loads")
        .setDefinition("Net weights by material, when the visit is closed.")
        .setWhen("visit.netKg > 0.0")
        .setAt("visit.closedAt")
        .setValue("visit.netKg")
        .setDimensions(List.of(new KpiDimension("material", "visit.material")))
        .setAggregate(KpiAggregate.TOTAL)
        .setUnit(KpiUnitName.TONNES)
        .build();
  }

  /**
   * How many trucks stay longer.
   *
   * @param minutes than this; another figure is another KPI under the same name
   */
  static KpiDeclaration slow(int minutes) {
    return KpiDeclaration.newBuilder()
        .setKpi("own-slow")
        .setTitle("Slow trucks")
        .setDefinition("Trucks on site for longer than " + minutes + " min, of those that exit.")
        .setAt("visit.exitedAt")
        .setValue("visit.exitedAt - visit.enteredAt > duration('%dm')".formatted(minutes))
        .setDimensions(List.of(new KpiDimension("carrier", "visit.carrier")))
        .setAggregate(KpiAggregate.RATIO)
        .setUnit(KpiUnitName.PERCENT)
        .build();
  }

  /** Lets each site define these KPIs; returns when the log has them. */
  static void define(
      Collection<String> siteIds, List<KpiDeclaration> declarations, BenchSite site) {
    RecordWriter<SiteKpi> writer =
        new RecordWriter<>(
            RestSchemaRegistry.cached(RegistrySettings.of(List.of(site.registry()))),
            TopicCatalogue.CONFIGS);
    SitePartitioner partitioner = new SitePartitioner(site.partitions());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", site.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String siteId : siteIds) {
        for (KpiDeclaration declaration : declarations) {
          producer.send(
              new ProducerRecord<>(
                  TopicCatalogue.CONFIGS.name(),
                  partitioner.partitionOf(siteId),
                  (siteId + "/kpi/" + declaration.getKpi()).getBytes(StandardCharsets.UTF_8),
                  writer.write(new SiteKpi(siteId, declaration))));
        }
      }
    }
  }
}
