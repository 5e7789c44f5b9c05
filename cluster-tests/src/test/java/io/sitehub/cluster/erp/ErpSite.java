package io.sitehub.cluster.erp;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sitehub.cli.erp.ConnectApi;
import io.sitehub.cli.erp.TicketConnector;
import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Erp;
import io.sitehub.cli.site.ErpAccess;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Launches;
import io.sitehub.cli.site.QuickStart;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.FreePorts;
import io.sitehub.local.Ready;
import io.sitehub.local.Registry;
import io.sitehub.model.topic.TopicCatalogue;
import io.sitehub.model.topic.TopicProvisioner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The ERP's side of a site alone: a broker, the registry, two workers of Kafka Connect and the
 * database, each a process of its own as {@code ./sitehub up} starts it.
 */
final class ErpSite implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(90);

  private final SiteLayout layout;
  private final Launches launches;
  private final ErpAccess access;
  private final Map<String, ChildProcess> processes = new HashMap<>();
  private final ConnectApi connect;

  private ErpSite(Path root) {
    DataDirectory directory = new DataDirectory(root);
    directory.create();
    layout = twoWorkers(SiteLayout.of(true, 0, Erp.OWN_DATABASE));
    ErpAccess.settle(layout, null, directory);
    access = ErpAccess.read(directory.erpAccess());
    launches = new Launches(layout, directory, new QuickStart.Off());
    connect = new ConnectApi(layout.urls(Role.CONNECT_WORKER));
  }

  /** Starts it and configures the connector, as a supervisor would. */
  static ErpSite start(Path root) throws Exception {
    ErpSite site = new ErpSite(root);
    try {
      site.start();
      return site;
    } catch (Exception | Error e) {
      site.close();
      throw e;
    }
  }

  private static SiteLayout twoWorkers(SiteLayout small) {
    List<Instance> instances =
        new ArrayList<>(
            small.instances().stream()
                .filter(each ->
                    each.role().erp() || each.role() == Role.BROKER || each.role() == Role.REGISTRY)
                .toList());
    instances.add(new Instance(Role.CONNECT_WORKER, 2, FreePorts.take(), FreePorts.take()));
    return new SiteLayout(true, instances);
  }

  private void start() throws Exception {
    layout.of(Role.BROKER).forEach(this::launch);
    layout.of(Role.ERP_DATABASE).forEach(this::launch);
    await().atMost(SOON).until(() -> Ready.brokers(bootstrapServers()) == 1);
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      new TopicProvisioner(admin, layout.replication(), SOON).provision(TopicCatalogue.all());
    }
    layout.of(Role.REGISTRY).forEach(this::launch);
    layout.of(Role.CONNECT_WORKER).forEach(this::launch);
    await().atMost(SOON).until(() -> answers(Role.REGISTRY, 1));
    Registry.refuseIncompatibleSchemas(registry());
    execute("create schema if not exists " + access.schema());
    await().atMost(SOON).until(() -> answers(Role.CONNECT_WORKER, 2));
    connect.configure(TicketConnector.NAME, TicketConnector.config(access, registry()));
    await().atMost(SOON).until(() -> runsAt().isPresent());
  }

  private boolean answers(Role role, int count) {
    return layout.of(role).stream().filter(each -> Ready.answers(readiness(each))).count() == count;
  }

  private URI readiness(Instance instance) {
    return instance.role() == Role.REGISTRY
        ? URI.create("http://%s:%d/health/ready".formatted(instance.host(), instance.sidePort()))
        : instance.readiness();
  }

  /** Starts a process, or starts it again. */
  void launch(Instance instance) {
    processes.put(instance.name(), ChildProcess.startTied(launches.program(instance)));
  }

  /** Waits until a process can do its work. */
  void awaitReady(Instance instance) {
    await().atMost(SOON).until(() -> Ready.answers(readiness(instance)));
  }

  ChildProcess process(String name) {
    ChildProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException(name);
    }
    return process;
  }

  List<Instance> workers() {
    return layout.of(Role.CONNECT_WORKER);
  }

  Instance database() {
    return layout.of(Role.ERP_DATABASE).getFirst();
  }

  ErpAccess access() {
    return access;
  }

  String bootstrapServers() {
    return layout.bootstrapServers();
  }

  int partitions() {
    return layout.replication().partitions();
  }

  URI registry() {
    return layout.urls(Role.REGISTRY).getFirst().resolve("/apis/ccompat/v7");
  }

  /** The worker that runs the connector's task, as Connect says; empty while none does. */
  Optional<Instance> runsAt() {
    try {
      Optional<JsonNode> task =
          connect
              .get("/connectors/" + TicketConnector.NAME + "/status")
              .map(status -> status.at("/tasks/0"));
      return task.filter(each -> each.path("state").asText().equals("RUNNING"))
          .flatMap(each ->
              workers().stream()
                  .filter(worker ->
                      each.path("worker_id").asText().equals(worker.host() + ":" + worker.port()))
                  .findFirst());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Runs a statement; waits for a database that is starting. */
  void execute(String sql) {
    await()
        .atMost(SOON)
        .ignoreExceptionsMatching(e -> isConnectionTrouble(e))
        .until(() -> {
          try (Connection connection = connection();
              Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
          }
        });
  }

  /** The first column of the answer to a question. */
  List<String> column(String sql) throws SQLException {
    try (Connection connection = connection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (answer.next()) {
        values.add(answer.getString(1));
      }
      return values;
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(access.url(), access.user(), access.password());
  }

  private static boolean isConnectionTrouble(Throwable e) {
    return e instanceof SQLException sql
        && sql.getSQLState() != null
        && (sql.getSQLState().startsWith("08") || sql.getSQLState().startsWith("57"));
  }

  @Override
  public void close() {
    connect.close();
    processes.values().parallelStream().forEach(ChildProcess::kill);
  }
}
