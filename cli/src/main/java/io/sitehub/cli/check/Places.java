package io.sitehub.cli.check;

import io.sitehub.cli.site.DataDirectory;
import io.sitehub.cli.site.Instance;
import io.sitehub.cli.site.Role;
import io.sitehub.cli.site.SiteLayout;
import io.sitehub.model.topic.Replication;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * Where a site can be asked, and what it should be.
 *
 * @param bootstrapServers addresses of brokers
 * @param replication how its topics should be spread
 * @param registry base of the registry's API; empty when it is not known
 * @param readiness health of each service, by name
 * @param processors internal API of each processor, by name
 * @param standbys copies of the state there should be beside the active one
 * @param data directory on this machine that the brokers and processors write to, if they do
 */
public record Places(
    String bootstrapServers,
    Replication replication,
    Optional<URI> registry,
    Map<String, URI> readiness,
    Map<String, URI> processors,
    int standbys,
    Optional<Path> data) {

  /** Those of a site of this machine. */
  public static Places of(SiteLayout layout, DataDirectory directory) {
    return new Places(
        layout.bootstrapServers(),
        layout.replication(),
        Optional.of(layout.registry(directory).url()),
        layout.instances().stream()
            .filter(each -> each.role() != Role.BROKER && each.role() != Role.ERP_DATABASE)
            .collect(inOrder(Instance::readiness)),
        layout.of(Role.PROCESSOR).stream().collect(inOrder(Instance::url)),
        layout.small() ? 0 : 1,
        Optional.of(directory.root()));
  }

  /** Those of a redundant site elsewhere, as far as they are told. */
  public static Places elsewhere(
      String bootstrapServers,
      int partitions,
      Optional<URI> registry,
      List<URI> readiness,
      List<URI> processors) {
    return new Places(
        bootstrapServers,
        new Replication(
            partitions,
            Replication.REDUNDANT.replicationFactor(),
            Replication.REDUNDANT.minInsyncReplicas()),
        registry,
        byAddress(readiness),
        byAddress(processors),
        1,
        Optional.empty());
  }

  /** Whether all of it runs on this machine. */
  boolean here() {
    return data.isPresent();
  }

  private static Map<String, URI> byAddress(List<URI> addresses) {
    Map<String, URI> named = new LinkedHashMap<>();
    addresses.forEach(address -> named.put(address.toString(), address));
    return named;
  }

  private static Collector<Instance, ?, Map<String, URI>> inOrder(Function<Instance, URI> address) {
    return Collectors.toMap(Instance::name, address, (a, b) -> a, LinkedHashMap::new);
  }
}
