package io.sitehub.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The programs of PostgreSQL, out of the jar that the build found for this machine. */
final class PostgresBinaries {

  private static final int EXECUTABLE = 0100;

  private PostgresBinaries() {}

  /**
   * Unpacks them, unless that was done before. It is done beside and moved, so that nobody finds
   * half of them.
   *
   * @throws UncheckedIOException when that cannot be
   */
  static synchronized Path unpackedIn(Path directory) {
    if (Files.isDirectory(directory)) {
      return directory;
    }
    Path beside =
        directory.resolveSibling(directory.getFileName() + "." + ProcessHandle.current().pid());
    try (InputStream packed = packed();
        TarArchiveInputStream tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, beside);
      }
      Files.move(beside, directory, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot unpack PostgreSQL into " + directory, e);
    }
    return directory;
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path path = into.resolve(entry.getName()).normalize();
    if (!path.startsWith(into)) {
      throw new IOException("an entry that leads elsewhere: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, path, StandardCopyOption.REPLACE_EXISTING);
    boolean executable = (entry.getMode() & EXECUTABLE) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static InputStream packed() {
    String machine = System.getProperty("os.arch");
    String name =
        switch (machine) {
          case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
          case "aarch64" -> "/postgres-linux-arm_64.txz";
          default -> throw new IllegalStateException("there is no PostgreSQL here for " + machine);
        };
    InputStream packed = PostgresBinaries.class.getResourceAsStream(name);
    if (packed == null) {
      throw new IllegalStateException("the build left no " + name);
    }
    return packed;
  }
}
