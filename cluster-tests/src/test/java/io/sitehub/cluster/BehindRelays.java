package io.sitehub.cluster;

import static io.sitehub.cli.drill.ground.RelayNetwork.ADDRESS;
import static io.sitehub.cli.drill.ground.RelayNetwork.BEHIND;

import io.sitehub.cli.drill.ground.RelayNetwork;
import io.sitehub.cli.site.Fitting;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.local.Launch;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Starts the processes of a site behind the relays of a network: each listens at one address and
 * tells another.
 */
final class BehindRelays implements Fitting {

  /** Relays for every port of a site. */
  static RelayNetwork network(SiteLayout layout) {
    return RelayNetwork.of(
        layout.instances().stream()
            .collect(
                Collectors.toMap(Instance::name, each -> List.of(each.port(), each.sidePort()))));
  }

  @Override
  public Launch of(Instance instance, Launch usual) {
    Launch marked = usual.withEnvironment(RelayNetwork.mark(instance.name()));
    return switch (instance.role()) {
      case BROKER ->
          FaultSite.with(
              marked,
              Map.of(
                  "listeners",
                  "PLAINTEXT://%s:%d,CONTROLLER://%s:%d"
                      .formatted(BEHIND, instance.port(), BEHIND, instance.sidePort())));
      case REGISTRY, ERP_DATABASE, CONNECT_WORKER ->
          marked.withJvmArgs(
              List.of("-Dquarkus.http.host=" + BEHIND, "-Dquarkus.management.host=" + BEHIND));
      case PROCESSOR ->
          FaultSite.with(
              marked,
              Map.of(
                  "internal.host", BEHIND,
                  "internal.advertised", ADDRESS,
                  "management.host", BEHIND));
      case GATEWAY, KPI_SERVICE ->
          FaultSite.with(marked, Map.of("http.host", BEHIND, "management.host", BEHIND));
    };
  }
}
