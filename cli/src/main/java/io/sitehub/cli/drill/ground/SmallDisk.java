package io.sitehub.cli.drill.ground;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk of its own for the data of one process, small enough to be filled: an ext4 file system in
 * a file, mounted through a loop device. It can be filled up, and it can be made to hang, which is
 * what a dying disk does. Needs root.
 */
public final class SmallDisk implements AutoCloseable {
  private static final int CHUNK = 4_096;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes a disk and mounts it.
   *
   * @param directory where; its data lies there afterwards
   * @param mebibytes its size; takes up only what is written
   * @throws IOException when that is not allowed
   */
  public static SmallDisk mount(Path directory, int mebibytes) throws IOException {
    Path image = directory.resolveSibling(directory.getFileName() + ".disk");
    Files.createDirectories(directory);
    SmallDisk disk = new SmallDisk(directory);
    release(directory);
    Files.deleteIfExists(image);
    Command.run("truncate", "-s", mebibytes + "m", image.toString());
    Command.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
    Command.run("mount", "-o", "loop", image.toString(), directory.toString());
    Files.deleteIfExists(directory.resolve("lost+found"));
    return disk;
  }

  /** Detaches whatever a drill that was killed left mounted here; harmless otherwise. */
  public static void release(Path directory) {
    new SmallDisk(directory).close();
  }

  /** Takes all the room there is. */
  public void fill() throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (free > CHUNK) {
      Command.attempt("fallocate", "-l", Long.toString(free - CHUNK), ballast().toString());
    }
    byte[] zeros = new byte[CHUNK];
    try (OutputStream crumbs = Files.newOutputStream(directory.resolve("ballast-crumbs"))) {
      while (Files.getFileStore(directory).getUsableSpace() > 0) {
        crumbs.write(zeros);
        crumbs.flush();
      }
    } catch (IOException full) {
      return; // which is what it was for
    }
  }

  /** Gives the room back. */
  public void empty() throws IOException {
    Files.deleteIfExists(ballast());
    Files.deleteIfExists(directory.resolve("ballast-crumbs"));
  }

  /** From now on whoever writes waits. */
  public void hang() throws IOException {
    Command.run("fsfreeze", "-f", directory.toString());
  }

  /** Ends {@link #hang()}; harmless otherwise. */
  public void goOn() {
    Command.attempt("fsfreeze", "-u", directory.toString());
  }

  /** Detaches it; what is still open on it can be used until it is closed. */
  @Override
  public void close() {
    goOn();
    Command.attempt("umount", "-l", directory.toString());
  }

  private Path ballast() {
    return directory.resolve("ballast");
  }
}
