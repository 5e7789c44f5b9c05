package io.sitehub.cli.supervise;

import io.sitehub.cli.site.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to supervise the site of a data directory. The operating system holds the lock and
 * drops it when the process ends, however it ends: there is no stale lock.
 */
final class SiteLock implements AutoCloseable {
  private final FileChannel channel;

  private SiteLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock; empty when another process has it. */
  static Optional<SiteLock> take(DataDirectory directory) {
    try {
      FileChannel channel =
          FileChannel.open(
              directory.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel)) {
        return Optional.of(new SiteLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + directory.lockFile(), e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
