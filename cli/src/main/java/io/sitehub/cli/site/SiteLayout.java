package io.sitehub.cli.site;

import io.sitehub.local.BrokerNode;
import io.sitehub.local.FreePorts;
import io.sitehub.local.RegistryNode;
import io.sitehub.model.topic.Replication;
import java.net.URI;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every process of a local site with its ports, on loopback unless each has a host of its own.
 *
 * @param small one of each, nothing redundant
 * @param instances in the order of their roles
 */
public record SiteLayout(boolean small, List<Instance> instances) {
  /** Where ports begin unless told otherwise. */
  public static final int DEFAULT_BASE_PORT = 7400;

  /** How many ports from the base on may be used. */
  public static final int PORT_RANGE = 100;

  /** Partitions of every site-keyed topic: small machines pay for each one. */
  private static final int PARTITIONS = 6;

  private static final int SIDE_PORT_OFFSET = 50;

  /** Time zone of the sites whose events it takes in: that of the simulated ones. */
  static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  /** Makes the list unmodifiable. */
  public SiteLayout {
    instances = List.copyOf(instances);
  }

  /** Lays a site out that has nothing to do with an ERP. */
  public static SiteLayout of(boolean small, int basePort) {
    return of(small, basePort, Erp.NONE);
  }

  /**
   * Lays a site out.
   *
   * @param basePort the first of the hundred ports it lies in, or 0 for any free ports
   */
  public static SiteLayout of(boolean small, int basePort, Erp erp) {
    List<Instance> instances = new ArrayList<>();
    for (Role role : Role.values()) {
      for (int number = 1; erp.has(role) && number <= role.count(small); number++) {
        instances.add(
            basePort == 0
                ? new Instance(role, number, FreePorts.take(), FreePorts.take())
                : fixed(role, number, basePort));
      }
    }
    return new SiteLayout(small, instances);
  }

  private static Instance fixed(Role role, int number, int basePort) {
    int port = basePort + role.portOffset() + number;
    return new Instance(role, number, port, port + SIDE_PORT_OFFSET);
  }

  /** The same site, each process at the host it is given. */
  public SiteLayout at(Function<Instance, String> hosts) {
    return new SiteLayout(
        small, instances.stream().map(each -> each.at(hosts.apply(each))).toList());
  }

  /** All instances of a role. */
  public List<Instance> of(Role role) {
    return instances.stream().filter(instance -> instance.role() == role).toList();
  }

  /** The roles that there are, in the order in which they can start. */
  public List<Role> roles() {
    return Arrays.stream(Role.values()).filter(role -> !of(role).isEmpty()).toList();
  }

  /** The instance called like this. */
  public Optional<Instance> named(String name) {
    return instances.stream().filter(instance -> instance.name().equals(name)).findFirst();
  }

  /** How topics are spread over the brokers of this site. */
  public Replication replication() {
    return small ? new Replication(PARTITIONS, 1, 1) : new Replication(PARTITIONS, 3, 2);
  }

  /** Addresses of all brokers, as Kafka clients take them. */
  public String bootstrapServers() {
    return addresses(Role.BROKER);
  }

  /** Addresses of all instances of a role, separated by commas. */
  public String addresses(Role role) {
    return of(role).stream().map(Instance::address).collect(Collectors.joining(","));
  }

  /** Base addresses of all instances of a role that speaks HTTP. */
  public List<URI> urls(Role role) {
    return of(role).stream().map(Instance::url).toList();
  }

  /** The brokers as the local cluster knows them. */
  List<BrokerNode> brokers(DataDirectory directory) {
    return of(Role.BROKER).stream()
        .map(broker ->
            new BrokerNode(
                broker.number(),
                broker.host(),
                broker.port(),
                broker.sidePort(),
                directory.data(broker),
                directory.log(broker)))
        .toList();
  }

  /** The registry as the local cluster knows it. */
  public RegistryNode registry(DataDirectory directory) {
    Instance registry = of(Role.REGISTRY).getFirst();
    return new RegistryNode(
        registry.host(), registry.port(), registry.sidePort(), directory.log(registry));
  }
}
