package io.sitehub.processors.run;

import io.sitehub.kit.lifecycle.Component;
import io.sitehub.kit.lifecycle.ExitCode;
import io.sitehub.kit.lifecycle.StartRefused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends for the brokers what this instance was before, if it did not end cleanly. A killed instance
 * stays a member of its group until the session times out; started again within that time it would
 * get its tasks back, though its state is gone, while the standby that has all of it looks on. And
 * its open transaction would keep readers waiting until that times out. So its members are removed
 * from the group and its producers fenced before the new life begins.
 *
 * <p>A file in the state directory says that a life has begun; it is emptied when it has ended
 * cleanly. The file is locked meanwhile: nobody ends the life of a neighbour.
 */
public final class FormerLife implements Component {

  private static final Logger log = LoggerFactory.getLogger(FormerLife.class);

  /** Longer than the death of a broker takes; without an answer the brokers' timeouts do it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Path stateDirectory;
  private final String applicationId;
  private final String instance;
  private final int threads;
  private final Admin admin;
  private @Nullable FileChannel marker;

  /**
   * @param stateDirectory of Kafka Streams
   * @param applicationId the consumer group and prefix of transactional ids
   * @param instance the prefix of the members' {@code group.instance.id}
   * @param threads stream threads of the life that begins
   * @param admin stays the caller's to close
   */
  public FormerLife(
      Path stateDirectory, String applicationId, String instance, int threads, Admin admin) {
    this.stateDirectory = stateDirectory;
    this.applicationId = applicationId;
    this.instance = instance;
    this.threads = threads;
    this.admin = admin;
  }

  @Override
  public String name() {
    return "former-life";
  }

  /**
   * Begins a life, and ends the one before if that is not done.
   *
   * @throws StartRefused when another process lives in the state directory
   * @throws IOException when the state directory cannot be written to
   */
  @Override
  public void start() throws IOException, StartRefused, InterruptedException {
    Files.createDirectories(stateDirectory);
    FileChannel file =
        FileChannel.open(
            stateDirectory.resolve("running"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    marker = file;
    if (!isLocked(file)) {
      throw new StartRefused(
          ExitCode.TEMPORARY,
          "another process uses the state in " + stateDirectory + " (key state.dir)",
          null);
    }
    int formerThreads = read(file);
    if (formerThreads > 0) {
      end(formerThreads);
    }
    write(file, Integer.toString(threads));
  }

  /** Notes nothing: only the client knows whether its end was clean. */
  @Override
  public void stop(Duration within) {}

  /** Notes that everything has ended as it should. */
  void ended() throws IOException {
    FileChannel file = marker;
    if (file != null) {
      file.truncate(0);
      file.close();
    }
  }

  private static boolean isLocked(FileChannel file) throws IOException {
    try {
      return file.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static int read(FileChannel file) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(16);
    file.read(text, 0);
    try {
      return Integer.parseInt(
          new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip());
    } catch (NumberFormatException e) {
      return 0; // empty: it ended cleanly
    }
  }

  private static void write(FileChannel file, String text) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    file.force(true);
  }

  private void end(int formerThreads) throws InterruptedException {
    long begun = System.nanoTime();
    // A thread that was replaced has a higher number.
    int numbers = 2 * formerThreads;
    KafkaFuture<Void> removed =
        admin
            .removeMembersFromConsumerGroup(
                applicationId,
                new RemoveMembersFromConsumerGroupOptions(
                    numbered(instance, numbers).map(MemberToRemove::new).toList()))
            .all();
    KafkaFuture<Void> fenced =
        processId()
            .map(process ->
                admin
                    .fenceProducers(
                        numbered(applicationId + "-" + process, numbers).toList(),
                        new FenceProducersOptions().timeoutMs((int) PATIENCE.toMillis()))
                    .all())
            .orElse(KafkaFuture.completedFuture(null));
    await(fenced, "its producers could not be fenced");
    // Members that are not there any more are an error too, and a welcome one.
    await(removed, "not all of its members were in the group");
    log.atInfo()
        .addKeyValue("ms", Duration.ofNanos(System.nanoTime() - begun).toMillis())
        .log("the former life of this instance did not end cleanly; the brokers know it now");
  }

  private static Stream<String> numbered(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(number -> prefix + "-" + number);
  }

  /** The process id that Streams gave the former life; transactional ids hold it. */
  private Optional<String> processId() {
    Path file = stateDirectory.resolve(applicationId).resolve("kafka-streams-process-metadata");
    try {
      Matcher found = UUID_TEXT.matcher(Files.readString(file));
      return found.find() ? Optional.of(found.group()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void await(KafkaFuture<Void> done, String otherwise) throws InterruptedException {
    try {
      done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      log.atInfo().addKeyValue("cause", e.getMessage()).log(otherwise);
    }
  }
}
