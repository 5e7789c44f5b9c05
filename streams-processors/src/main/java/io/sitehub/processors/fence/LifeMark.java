package io.sitehub.processors.fence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file in a state directory that says that a life has begun. It is emptied when the life has
 * ended cleanly, and locked meanwhile: nobody takes a neighbour for dead.
 */
public final class LifeMark {

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final FileChannel file;

  private LifeMark(FileChannel file) {
    this.file = file;
  }

  /**
   * Takes the mark of a state directory, which is made if it is not there.
   *
   * @return empty when another process lives in it
   * @throws IOException when the directory cannot be written to
   */
  public static Optional<LifeMark> take(Path stateDirectory) throws IOException {
    Files.createDirectories(stateDirectory);
    FileChannel file =
        FileChannel.open(
            file(stateDirectory),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    // One that is refused stays open: closing it would give back a lock that this JVM holds on it.
    return isLocked(file) ? Optional.of(new LifeMark(file)) : Optional.empty();
  }

  /**
   * The life that was marked in a state directory and did not end cleanly. For other processes than
   * the one that lives there: whether it still goes on is for them to know.
   *
   * @param applicationId the directory of Kafka Streams below it
   * @param instance who lives there
   */
  public static Optional<Life> left(Path stateDirectory, String applicationId, String instance)
      throws IOException {
    Path file = file(stateDirectory);
    int threads = Files.exists(file) ? number(Files.readString(file)) : 0;
    return life(threads, stateDirectory, applicationId, instance);
  }

  /** The life before, if it did not end cleanly; to be asked before {@link #begun}. */
  public Optional<Life> before(Path stateDirectory, String applicationId, String instance)
      throws IOException {
    // Not through another channel: closing that would give the lock back.
    ByteBuffer text = ByteBuffer.allocate(16);
    file.read(text, 0);
    int threads = number(new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII));
    return life(threads, stateDirectory, applicationId, instance);
  }

  private static Optional<Life> life(
      int threads, Path stateDirectory, String applicationId, String instance) {
    return threads < 1
        ? Optional.empty()
        : Optional.of(new Life(instance, processId(stateDirectory, applicationId), threads));
  }

  /**
   * What Kafka Streams calls the process that uses a state directory; it says so in a file of its
   * own as soon as the client is made.
   */
  public static Optional<String> processId(Path stateDirectory, String applicationId) {
    Path file = stateDirectory.resolve(applicationId).resolve("kafka-streams-process-metadata");
    try {
      Matcher found = UUID_TEXT.matcher(Files.readString(file));
      return found.find() ? Optional.of(found.group()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Marks the begin of a life, durably. */
  public void begun(int threads) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(Integer.toString(threads).getBytes(StandardCharsets.US_ASCII)), 0);
    file.force(true);
  }

  /** Marks its clean end, and gives the mark back. */
  public void ended() throws IOException {
    file.truncate(0);
    file.close();
  }

  private static Path file(Path stateDirectory) {
    return stateDirectory.resolve("running");
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0; // empty: it ended cleanly
    }
  }
}
