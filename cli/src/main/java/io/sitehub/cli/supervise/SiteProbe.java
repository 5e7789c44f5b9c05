package io.sitehub.cli.supervise;

import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.local.Ready;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the processes of a site: at a broker through what the cluster says of it, at anything
 * else through its health endpoints.
 */
final class SiteProbe implements Probe, AutoCloseable {
  private static final long VIEW_MAX_AGE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int TIMEOUT_MS = 2_000;

  private final SiteLayout layout;
  private @Nullable Admin admin;
  private Set<Integer> brokersInCluster = Set.of();
  private long viewedAtNanos = System.nanoTime() - VIEW_MAX_AGE_NANOS;

  SiteProbe(SiteLayout layout) {
    this.layout = layout;
  }

  @Override
  public Verdict ready(Instance instance) {
    if (!Ready.listens(instance.host(), instance.port())) {
      return Verdict.BAD;
    }
    return switch (instance.role()) {
      case BROKER -> broker(instance);
      case ERP_DATABASE -> Verdict.GOOD; // it listens when it has recovered
      default -> verdict(Ready.answers(instance.readiness()));
    };
  }

  @Override
  public Verdict live(Instance instance) {
    return switch (instance.role()) {
      case BROKER -> broker(instance);
      case ERP_DATABASE -> verdict(Ready.listens(instance.host(), instance.port()));
      default -> verdict(Ready.answers(instance.liveness()));
    };
  }

  /** The client of the brokers; made on first use, when a broker listens at last. */
  synchronized Admin admin() {
    if (admin == null) {
      admin =
          Admin.create(
              Map.of(
                  AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                  layout.bootstrapServers(),
                  AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MS,
                  AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MS,
                  AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                  200,
                  AdminClientConfig.RETRY_BACKOFF_MAX_MS_CONFIG,
                  200));
    }
    return admin;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }

  /** A lone broker that nobody can reach is bad; one of three, when no other answers, unknown. */
  private synchronized Verdict broker(Instance broker) {
    if (System.nanoTime() - viewedAtNanos > VIEW_MAX_AGE_NANOS) {
      brokersInCluster = view();
      viewedAtNanos = System.nanoTime();
    }
    if (brokersInCluster.isEmpty()) {
      return layout.small() ? Verdict.BAD : Verdict.UNKNOWN;
    }
    return verdict(brokersInCluster.contains(broker.number()));
  }

  private Set<Integer> view() {
    try {
      return admin().describeCluster().nodes().get(TIMEOUT_MS, TimeUnit.MILLISECONDS).stream()
          .map(Node::id)
          .collect(Collectors.toSet());
    } catch (ExecutionException | TimeoutException e) {
      return Set.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Set.of();
    }
  }

  private static Verdict verdict(boolean good) {
    return good ? Verdict.GOOD : Verdict.BAD;
  }
}
