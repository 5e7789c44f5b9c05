package io.sitehub.cli.site;

import io.sitehub.connectors.Plugins;
import io.sitehub.local.Launch;
import io.sitehub.model.topic.Replication;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a worker of Kafka Connect is started, in distributed mode, with our plugins. */
final class ConnectWorker {

  private static final String GROUP = "sitehub-connect";
  private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

  /** A worker, or a task's consumer, that says nothing for so long is dead. */
  private static final String SESSION_MS = "6000";

  private static final String HEARTBEAT_MS = "1000";

  private final Instance instance;
  private final SiteLayout layout;

  ConnectWorker(Instance instance, SiteLayout layout) {
    this.instance = instance;
    this.layout = layout;
  }

  Launch launch(Path config, Path log) {
    Launches.writeConfig(config, settings());
    return new Launch(
        instance.name(),
        Launch.sameJava(),
        List.of(
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dorg.slf4j.simpleLogger.logFile=System.out",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dorg.slf4j.simpleLogger.log.io.sitehub=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX"),
        Plugins.workerClasspath(),
        "org.apache.kafka.connect.cli.ConnectDistributed",
        List.of(config.toString()),
        Map.of(),
        log);
  }

  private Map<String, String> settings() {
    Replication replication = layout.replication();
    String replicas = Integer.toString(replication.replicationFactor());
    Map<String, String> settings = new TreeMap<>();
    settings.put("bootstrap.servers", layout.bootstrapServers());
    settings.put("group.id", GROUP);
    settings.put("listeners", instance.url().toString());
    settings.put("rest.advertised.host.name", instance.host());
    settings.put("rest.advertised.port", Integer.toString(instance.port()));
    settings.put("plugin.path", Plugins.directory().toString());
    settings.put("plugin.discovery", "service_load");
    settings.put("rest.extension.classes", "io.sitehub.connectors.metrics.PrometheusExtension");
    settings.put("key.converter", BYTES);
    settings.put("value.converter", BYTES);
    settings.put("config.storage.topic", GROUP + "-configs");
    settings.put("config.storage.replication.factor", replicas);
    settings.put("offset.storage.topic", GROUP + "-offsets");
    settings.put("offset.storage.replication.factor", replicas);
    settings.put("offset.storage.partitions", "3");
    settings.put("status.storage.topic", GROUP + "-status");
    settings.put("status.storage.replication.factor", replicas);
    settings.put("status.storage.partitions", "1");
    settings.put("exactly.once.source.support", "enabled");
    settings.put("offset.flush.interval.ms", "5000");
    // What a worker did goes to another one as soon as it is known to be dead: the default waits
    // five minutes for its return.
    settings.put("scheduled.rebalance.max.delay.ms", "0");
    settings.put("session.timeout.ms", SESSION_MS);
    settings.put("heartbeat.interval.ms", HEARTBEAT_MS);
    settings.put("consumer.session.timeout.ms", SESSION_MS);
    settings.put("consumer.heartbeat.interval.ms", HEARTBEAT_MS);
    settings.put("consumer.isolation.level", "read_committed");
    return settings;
  }
}
