package io.sitehub.processors;

import io.sitehub.kit.config.HostPort;
import io.sitehub.kit.health.HealthCheck;
import io.sitehub.kit.health.ManagementServer;
import io.sitehub.kit.http.HttpService;
import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.Lifecycle;
import io.sitehub.kit.lifecycle.ServiceMain;
import io.sitehub.kit.metrics.ServiceMetrics;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import io.sitehub.processors.fence.BrokerFence;
import io.sitehub.processors.handover.Handover;
import io.sitehub.processors.handover.Leavers;
import io.sitehub.processors.handover.RejoiningClients;
import io.sitehub.processors.peer.LifelineRoute;
import io.sitehub.processors.peer.PeerWatch;
import io.sitehub.processors.rehearse.Rehearsal;
import io.sitehub.processors.run.FormerLife;
import io.sitehub.processors.run.RocksDbMemory;
import io.sitehub.processors.run.SchemasReady;
import io.sitehub.processors.run.StreamsClient;
import io.sitehub.processors.run.StreamsSettings;
import io.sitehub.processors.run.TopicsReady;
import io.sitehub.processors.serve.AssignmentAnswer;
import io.sitehub.processors.serve.BrokerLogEnd;
import io.sitehub.processors.serve.CopyMetrics;
import io.sitehub.processors.serve.InternalApi;
import io.sitehub.processors.serve.LocalCopies;
import io.sitehub.processors.serve.LocalState;
import io.sitehub.processors.serve.StreamsState;
import io.sitehub.processors.topology.SiteTopology;
import io.sitehub.processors.topology.Stages;
import io.sitehub.processors.visit.ReplacementReader;
import io.sitehub.processors.watch.Tally;
import io.sitehub.site.kpi.KpiCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Wires a processor. */
public final class Processors {

  /** The process role. */
  public static final String ROLE = "streams-processors";

  private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
  private static final Duration LOG_END_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration FENCE_PATIENCE = Duration.ofSeconds(3);

  /** Just before the brokers give a silent one up. */
  private static final Duration PEER_PATIENCE =
      StreamsSettings.SESSION_TIMEOUT.minus(Duration.ofSeconds(1));

  private final ProcessorsConfig config;
  private final KpiCatalogue catalogue = KpiCatalogue.builtIn();
  private final ServiceMetrics metrics = new ServiceMetrics(ROLE);
  private final SchemaRegistry registry;
  private final Admin admin;
  private final RocksDbMemory memory;
  private final FormerLife formerLife;
  private final Leavers leavers = new Leavers();
  private final RejoiningClients clients = new RejoiningClients();
  private final StreamsClient streams;
  private final LocalCopies copies;
  private final LifelineRoute lifeline;
  private final PeerWatch peers;
  private final Handover handover;
  private final Rehearsal rehearsal;
  private final HttpService internal;
  private final ManagementServer management;

  /**
   * @param onFault called when processing has stopped for a fault in the program
   */
  public Processors(ProcessorsConfig config, Runnable onFault) {
    this.config = config;
    this.registry = RestSchemaRegistry.cached(RegistrySettings.of(config.registry()));
    this.admin = Admin.create(adminConfig());
    this.memory = new RocksDbMemory(config.rocksDbBytes());
    this.formerLife =
        new FormerLife(
            config.stateDirectory(),
            config.applicationId(),
            config.instance(),
            config.threads(),
            admin);
    this.streams = new StreamsClient(formerLife, this::newStreams, onFault);
    StreamsState state = new StreamsState(streams::streams);
    this.copies =
        new LocalCopies(
            state,
            new BrokerLogEnd(admin, LOG_END_TIMEOUT),
            InstantSource.system(),
            config.logEndEvery(),
            StreamsSettings.SESSION_TIMEOUT,
            config.maxLag());
    new CopyMetrics(copies).bindTo(metrics.registry());
    InternalApi api =
        new InternalApi(
            config.instance(),
            copies,
            new AssignmentAnswer(
                config.instance(), config.replication().partitions(), this::address, state, copies),
            registry,
            ReplacementReader.byTheRules());
    this.lifeline = new LifelineRoute(formerLife::life, formerLife::isEnded);
    this.peers =
        new PeerWatch(
            () -> config.peersWatched() ? others(state) : Set.of(),
            new BrokerFence(admin, config.applicationId(), FENCE_PATIENCE),
            leavers,
            PEER_PATIENCE,
            metrics.registry());
    this.handover =
        new Handover(
            this::address, leavers, lifeline::leave, clients::rejoin, peers::somebodyStays, state);
    this.rehearsal =
        new Rehearsal(state, registry, catalogue, config.stateDirectory(), InstantSource.system());
    this.internal =
        new HttpService(
            ROLE,
            "internal",
            config.internal(),
            server -> {
              api.routes(server);
              lifeline.routes(server);
            });
    this.management =
        new ManagementServer(
            ROLE,
            config.management(),
            List.of(HealthCheck.of("streams", streams::health)),
            metrics.registry(),
            Map.of("instance", config.instance()));
  }

  /** Runs a processor: {@code --config FILE}. */
  public static void main(String[] arguments) {
    ServiceMain.run(
        ROLE,
        arguments,
        ProcessorsConfig::from,
        config -> new Processors(config, Processors::exit).lifecycle());
  }

  /** The components in the order in which they are started. */
  public Lifecycle lifecycle() {
    return new Lifecycle(
        ROLE,
        STOP_WITHIN,
        InstantSource.system(),
        List.of(
            metrics,
            management,
            Component.closing("admin", admin),
            // As early as can be: the standby waits for it.
            formerLife,
            new TopicsReady(admin, config.replication()),
            new SchemasReady(registry),
            internal,
            lifeline,
            Component.closing("rocksdb-memory", this::freeMemory),
            streams,
            copies,
            peers,
            rehearsal,
            handover));
  }

  /** host:port of the internal port; only after the start. */
  public String address() {
    return config.advertised() + ":" + internal.port();
  }

  /** The management port's server. */
  public ManagementServer management() {
    return management;
  }

  /** Addresses of the other instances, as the last rebalance told them. */
  private Set<String> others(StreamsState state) {
    try {
      String self = address();
      return state.holders().stream()
          .map(LocalState.Holder::address)
          .filter(each -> !each.equals(self))
          .collect(Collectors.toSet());
    } catch (IllegalStateException | InvalidStateStoreException e) {
      return Set.of(); // not started yet, or not any more
    }
  }

  /** Stores that are still open use it: then the end of the process frees it. */
  private void freeMemory() {
    if (streams.isClosed()) {
      memory.close();
    }
  }

  private KafkaStreams newStreams() {
    StreamsConfig settings =
        new StreamsSettings(
                config.applicationId(),
                config.instance(),
                HostPort.join(config.bootstrapServers()),
                address(),
                config.stateDirectory(),
                config.threads(),
                config.standbys(),
                config.replication().replicationFactor(),
                config.replication().minInsyncReplicas(),
                config.streamsOverrides())
            .toStreamsConfig(memory, leavers, InstantSource.system());
    Stages stages =
        new Stages(
            registry,
            config.replication().partitions(),
            catalogue,
            config.stepSize(),
            new Tally(metrics.registry()));
    stages.prepare();
    return new KafkaStreams(SiteTopology.build(settings, stages), settings, clients);
  }

  private Map<String, Object> adminConfig() {
    return Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
        HostPort.join(config.bootstrapServers()),
        AdminClientConfig.CLIENT_ID_CONFIG,
        config.instance() + "-log-end",
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
        2_000);
  }

  /** A supervisor starts the process again; what passes is then gone. */
  private static void exit() {
    Thread.ofPlatform()
        .name("exit-after-fault")
        .start(() -> Runtime.getRuntime().exit(ExitCode.SOFTWARE.code()));
  }
}
