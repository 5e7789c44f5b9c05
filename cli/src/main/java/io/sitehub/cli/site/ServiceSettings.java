package io.sitehub.cli.site;

import io.sitehub.model.topic.Replication;
import java.util.Map;
import java.util.TreeMap;

/** What each service of a local site is configured with; everything else is its default. */
final class ServiceSettings {
  private final SiteLayout layout;
  private final DataDirectory directory;

  ServiceSettings(SiteLayout layout, DataDirectory directory) {
    this.layout = layout;
    this.directory = directory;
  }

  Map<String, String> of(Instance instance) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("kafka.bootstrap", layout.bootstrapServers());
    settings.put("registry.url", layout.registry(directory).url().toString());
    settings.put("management.host", instance.host());
    settings.put("management.port", Integer.toString(instance.sidePort()));
    switch (instance.role()) {
      case GATEWAY -> gateway(instance, settings);
      case PROCESSOR -> processor(instance, settings);
      case KPI_SERVICE -> kpiService(instance, settings);
      case BROKER, REGISTRY, ERP_DATABASE, CONNECT_WORKER ->
          throw new IllegalArgumentException(instance.name() + " is not one of our services");
    }
    return settings;
  }

  private void gateway(Instance instance, Map<String, String> settings) {
    Replication replication = layout.replication();
    settings.put("http.host", instance.host());
    settings.put("http.port", Integer.toString(instance.port()));
    settings.put("instance.id", instance.name());
    settings.put("topic.replication.expected", Integer.toString(replication.replicationFactor()));
    settings.put("topic.min.insync.expected", Integer.toString(replication.minInsyncReplicas()));
    settings.put("topic.partitions.expected", Integer.toString(replication.partitions()));
  }

  private void processor(Instance instance, Map<String, String> settings) {
    Replication replication = layout.replication();
    settings.put("internal.host", instance.host());
    settings.put("internal.port", Integer.toString(instance.port()));
    settings.put("instance.id", instance.name());
    settings.put("state.dir", directory.data(instance).toString());
    settings.put("topics.partitions", Integer.toString(replication.partitions()));
    settings.put("topics.replication.factor", Integer.toString(replication.replicationFactor()));
    settings.put("topics.min.insync.replicas", Integer.toString(replication.minInsyncReplicas()));
    settings.put("streams.threads", "1");
    settings.put("streams.standbys", layout.small() ? "0" : "1");
  }

  private void kpiService(Instance instance, Map<String, String> settings) {
    settings.put("http.host", instance.host());
    settings.put("http.port", Integer.toString(instance.port()));
    settings.put("processors", layout.addresses(Role.PROCESSOR));
  }
}
