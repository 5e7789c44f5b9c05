package io.sitehub.kpis;

import io.javalin.config.JavalinConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sitehub.kit.config.HostPort;
import io.sitehub.kit.health.Health;
import io.sitehub.kit.health.HealthCheck;
import io.sitehub.kit.health.ManagementServer;
import io.sitehub.kit.http.HttpService;
import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.Lifecycle;
import io.sitehub.kit.lifecycle.LifecycleState;
import io.sitehub.kit.lifecycle.ServiceMain;
import io.sitehub.kit.metrics.ServiceMetrics;
import io.sitehub.kpis.deadletter.DeadLetterApi;
import io.sitehub.kpis.deadletter.Redrive;
import io.sitehub.kpis.define.DefineApi;
import io.sitehub.kpis.define.KafkaConfigLog;
import io.sitehub.kpis.feed.ChangeRenderer;
import io.sitehub.kpis.feed.FeedConsumers;
import io.sitehub.kpis.feed.FeedRoute;
import io.sitehub.kpis.feed.FeedTail;
import io.sitehub.kpis.query.Admission;
import io.sitehub.kpis.query.Fanout;
import io.sitehub.kpis.query.QueryApi;
import io.sitehub.kpis.query.SiteBook;
import io.sitehub.kpis.query.StateQuestions;
import io.sitehub.kpis.route.AssignmentWatch;
import io.sitehub.kpis.route.BoundedCall;
import io.sitehub.kpis.route.HttpProcessorCall;
import io.sitehub.kpis.route.Router;
import io.sitehub.kpis.route.RoutingTable;
import io.sitehub.model.registry.RegistrySettings;
import io.sitehub.model.registry.RestSchemaRegistry;
import io.sitehub.model.registry.SchemaRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The public query API: stateless, any number of instances beside each other. Assembled here and
 * nowhere else.
 */
public final class KpiService {
  /** What the process is called. */
  public static final String ROLE = "kpi-service";

  private final ServiceMetrics metrics = new ServiceMetrics(ROLE);
  private final Fanout fanout = new Fanout();
  private final HttpProcessorCall calls;
  private final AssignmentWatch watch;
  private final FeedTail tail;
  private final QueryApi queries;
  private final DefineApi definitions;
  private final DeadLetterApi deadLetters;
  private final FeedRoute feed;
  private final HttpService http;
  private final ManagementServer management;
  private final Lifecycle lifecycle;

  /** Puts a service together; nothing is started or sent yet. */
  public KpiService(KpiServiceConfig config, InstantSource clock) {
    PrometheusMeterRegistry meters = metrics.registry();
    calls = new HttpProcessorCall(config.connectTimeout(), config.readTimeout(), meters);
    watch =
        new AssignmentWatch(
            config.processors(), calls::assignment, config.routingRefresh(), meters);
    Router router =
        new Router(watch, new BoundedCall(calls, config.maxQuestions()), config.router(), meters);
    StateQuestions questions = new StateQuestions(router);
    SiteBook book = new SiteBook(questions, fanout);
    Admission admission = new Admission(config.maxRequests(), meters);
    queries = new QueryApi(questions, book, fanout, clock, admission);
    SchemaRegistry registry = RestSchemaRegistry.cached(RegistrySettings.of(config.registry()));
    KafkaConfigLog configLog = new KafkaConfigLog(() -> producer(config), registry, clock);
    definitions = new DefineApi(book, configLog, clock, admission);
    FeedConsumers consumers =
        new FeedConsumers(
            HostPort.join(config.bootstrapServers()), "sitehub-" + ROLE, config.consumer());
    Redrive redrive = new Redrive(() -> producer(config), clock);
    deadLetters =
        new DeadLetterApi(() -> consumers.create("dead-letters"), redrive, clock, admission);
    tail = new FeedTail(consumers, config.feed().ringBytes());
    feed = new FeedRoute(tail, consumers, new ChangeRenderer(registry), config.feed(), meters);
    http = new HttpService(ROLE, "query-api", config.http(), this::routes);
    management =
        new ManagementServer(
            ROLE,
            config.management(),
            List.of(
                HealthCheck.of("lifecycle", this::running),
                HealthCheck.of("routing", this::routed),
                HealthCheck.of("feed", this::followed)),
            meters,
            Map.of());
    lifecycle =
        new Lifecycle(
            ROLE,
            config.stopWithin(),
            clock,
            List.of(
                metrics,
                management,
                Component.closing("processor-calls", calls),
                watch,
                Component.closing("fan-out", fanout),
                tail,
                configLog,
                redrive,
                http,
                // The last to start is the first to stop: no client keeps the server from stopping.
                Component.closing("feed-clients", () -> tail.endAll("shutdown"))));
  }

  /** Runs a service until it is told to stop. */
  public static void main(String[] arguments) {
    ServiceMain.run(
        ROLE,
        arguments,
        KpiServiceConfig::from,
        config -> new KpiService(config, InstantSource.system()).lifecycle());
  }

  /** Starts and stops it. */
  public Lifecycle lifecycle() {
    return lifecycle;
  }

  /** Where the public API answers, once it is started. */
  public URI uri() {
    return http.uri();
  }

  /** Where health and metrics are, once it is started. */
  public URI managementUri() {
    return management.uri();
  }

  /** Adds the routes of the public API to a server. */
  public void routes(JavalinConfig server) {
    queries.addTo(server);
    definitions.addTo(server);
    deadLetters.addTo(server);
    feed.addTo(server);
  }

  private static Producer<byte[], byte[]> producer(KpiServiceConfig config) {
    Map<String, Object> settings = new HashMap<>(config.producer());
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, HostPort.join(config.bootstrapServers()));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Health running() {
    LifecycleState state = lifecycle.state();
    return state instanceof LifecycleState.Running
        ? Health.ready()
        : Health.notReady("the service is " + state.word());
  }

  private Health routed() {
    RoutingTable table = watch.table();
    if (table.partitions() == 0) {
      return Health.notReady("no processor has told yet who holds which partition");
    }
    return table.unheld().isEmpty()
        ? Health.ready("every one of " + table.partitions() + " partitions is held")
        : Health.notReady("nobody is known to hold partitions " + table.unheld());
  }

  /** Queries do without the feed, so a feed that waits does not take them away. */
  private Health followed() {
    return tail.partitions() == 0
        ? Health.ready("the feed waits for Kafka; queries do not need it")
        : Health.ready("the feed follows " + tail.partitions() + " partitions");
  }
}
