package io.sitehub.cli.drive;

import io.sitehub.cli.site.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Counts the demo runs on the data of a site, so that each has a day of its own and the truth of
 * one is not mixed with the trucks of another.
 */
public final class DemoRuns {
  private final Path file;

  /** The count kept in this directory. */
  public DemoRuns(DataDirectory directory) {
    this.file = directory.data().resolve("demo-runs");
  }

  /**
   * The number of the run that begins now, from 1. It is used up even if the run breaks off.
   *
   * @throws UncheckedIOException when it cannot be kept
   */
  public int next() {
    try {
      int run = last() + 1;
      Path next = file.resolveSibling(file.getFileName() + ".next");
      Files.writeString(next, run + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot count runs in " + file, e);
    }
  }

  private int last() throws IOException {
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
