package io.sitehub.cli.drill.ground;

import java.util.Map;
import java.util.Optional;

/**
 * What a site stands on that faults can act on.
 *
 * @param network of its own, if it has one
 * @param disks of their own, by the name of the process whose data lies there
 */
public record Ground(Optional<Network> network, Map<String, SmallDisk> disks)
    implements AutoCloseable {

  /** A site that shares loopback and disk with everybody: only processes can be harmed. */
  public static final Ground SHARED = new Ground(Optional.empty(), Map.of());

  /** Copies the map. */
  public Ground {
    disks = Map.copyOf(disks);
  }

  /** Removes network and disks. */
  @Override
  public void close() {
    disks.values().forEach(SmallDisk::close);
    network.ifPresent(Network::close);
  }
}
