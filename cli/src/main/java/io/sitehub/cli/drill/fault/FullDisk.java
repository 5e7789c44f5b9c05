package io.sitehub.cli.drill.fault;

import io.sitehub.cli.drill.ground.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The disk of a process has no room left.
 *
 * @param target name of the process
 * @param disk its own
 */
public record FullDisk(String target, SmallDisk disk) implements Fault {
  @Override
  public FaultKind kind() {
    return FaultKind.FULL_DISK;
  }

  @Override
  public void inject() throws IOException {
    disk.fill();
  }

  @Override
  public void heal() {
    try {
      disk.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("the disk of " + target + " stays full", e);
    }
  }
}
