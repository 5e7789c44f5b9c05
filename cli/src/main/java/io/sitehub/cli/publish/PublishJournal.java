package io.sitehub.cli.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Where the journal of a file's events lies: named by what they are, so that publishing the same
 * file again finds what was left of it, and another or a mended file has nothing to do with it.
 */
public record PublishJournal(Path file) {
  private static final int NAME_BYTES = 12;

  /** The journal of these events below a directory. */
  public static PublishJournal of(Path directory, List<EventText> events) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (EventText event : events) {
        digest.update(event.bytes());
        digest.update((byte) '\n');
      }
      String name = HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
      return new PublishJournal(directory.resolve("publish-" + name + ".db"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Removes it, once nothing is left to do. */
  void delete() throws IOException {
    Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-wal"));
    Files.deleteIfExists(file);
  }
}
