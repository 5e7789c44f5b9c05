package io.sitehub.gateway;

import io.javalin.config.JavalinConfig;
import io.sitehub.gateway.publish.AppendHealth;
import io.sitehub.gateway.publish.EventSchemas;
import io.sitehub.gateway.publish.KafkaEventLog;
import io.sitehub.gateway.publish.LogWatch;
import io.sitehub.gateway.publish.TopicGuard;
import io.sitehub.gateway.submit.Admission;
import io.sitehub.gateway.submit.Drain;
import io.sitehub.gateway.submit.EventsHandler;
import io.sitehub.gateway.submit.OpenApi;
import io.sitehub.gateway.submit.RequestMetrics;
import io.sitehub.gateway.submit.Responder;
import io.sitehub.gateway.validate.EventValidator;
import io.sitehub.kit.config.HostPort;
import io.sitehub.kit.health.HealthCheck;
import io.sitehub.kit.health.ManagementServer;
import io.sitehub.kit.http.HttpService;
import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.Lifecycle;
import io.sitehub.kit.lifecycle.ServiceMain;
import io.sitehub.kit.lifecycle.StartRefused;
import io.sitehub.kit.metrics.ServiceMetrics;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.serde.SchemaIds;
import io.sitehub.model.topic.TopicCatalogue;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Wires a gateway. */
public final class Gateway {

  /** The process role. */
  public static final String ROLE = "ingest-gateway";

  private final GatewayConfig config;
  private final InstantSource clock = InstantSource.system();
  private final ServiceMetrics metrics = new ServiceMetrics(ROLE);
  private final Admin admin;
  private final EventSchemas schemas;
  private final AppendHealth appends;
  private final KafkaEventLog log;
  private final LogWatch watch;
  private final Admission admission;
  private final Drain drain;
  private final Responder responder = new Responder();
  private final EventsHandler events;
  private final HttpService http;
  private final ManagementServer management;

  /**
   * A gateway that is not started yet.
   *
   * @throws StartRefused if no broker's name can be resolved
   */
  public Gateway(GatewayConfig config) throws StartRefused {
    this.config = config;
    requireResolvable(config.bootstrapServers());
    this.admin = Admin.create(adminConfig());
    SchemaIds ids =
        new SchemaIds(
            RestSchemaRegistry.cached(RegistrySettings.of(config.registry())),
            TopicCatalogue.EVENTS);
    this.schemas = new EventSchemas(ids, config.startWithin());
    this.appends = new AppendHealth(clock, config.watchPatience());
    TopicGuard guard = new TopicGuard(admin, config.topic());
    this.log =
        new KafkaEventLog(
            () -> guard.admit(config.startWithin()), this::newProducer, clock, appends);
    this.watch = new LogWatch(admin, config.watchEvery(), config.watchPatience());
    this.admission = new Admission(config.limits().requests(), config.limits().bytes());
    this.drain = new Drain(admission, config.drainDelay());
    this.events =
        new EventsHandler(
            admission,
            new EventValidator(ids, clock, config.maxSkew(), config.limits().batchEvents()),
            log,
            responder,
            new RequestMetrics(metrics.registry(), admission),
            config.limits().bodyBytes(),
            config.limits().bodyTime());
    this.http = new HttpService(ROLE, "http", config.http(), this::routes);
    this.management =
        new ManagementServer(
            ROLE,
            config.management(),
            List.of(
                HealthCheck.of("requests", drain::check),
                HealthCheck.of("responder", responder::check),
                HealthCheck.of("log", watch::check),
                HealthCheck.of("appends", appends::check)),
            metrics.registry(),
            Map.of("instance", config.instance()));
  }

  /** Runs a gateway: {@code --config FILE}. */
  public static void main(String[] arguments) {
    ServiceMain.run(
        ROLE, arguments, GatewayConfig::from, config -> new Gateway(config).lifecycle());
  }

  /** The components in the order in which they are started. */
  public Lifecycle lifecycle() {
    return new Lifecycle(
        ROLE,
        config.stopWithin(),
        clock,
        List.of(
            metrics,
            management,
            Component.closingWithin("admin", within -> admin.close(within)),
            log,
            schemas,
            watch,
            responder,
            http,
            drain));
  }

  /** Where events are taken; only after the start. */
  public URI uri() {
    return http.uri();
  }

  /** Where health and metrics are told; only after the start. */
  public URI managementUri() {
    return management.uri();
  }

  private void routes(JavalinConfig javalin) {
    javalin.jetty.modifyServer(server -> server.setHandler(events));
    OpenApi.routes(javalin);
  }

  private KafkaProducer<byte[], byte[]> newProducer() {
    Map<String, Object> settings = new HashMap<>(config.producer());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, HostPort.join(config.bootstrapServers()));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Kafka's clients call it a wrong configuration; it is as often a name server that is late. */
  private static void requireResolvable(List<HostPort> brokers) throws StartRefused {
    for (HostPort broker : brokers) {
      if (!new InetSocketAddress(broker.host(), broker.port()).isUnresolved()) {
        return;
      }
    }
    throw new StartRefused(
        ExitCode.UNAVAILABLE,
        "kafka.bootstrap=" + HostPort.join(brokers) + ": none of these names can be resolved",
        null);
  }

  private Map<String, Object> adminConfig() {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
        HostPort.join(config.bootstrapServers()),
        AdminClientConfig.CLIENT_ID_CONFIG,
        config.instance() + "-watch",
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        2_000,
        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
        250);
  }
}
