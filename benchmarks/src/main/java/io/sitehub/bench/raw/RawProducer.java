package io.sitehub.bench.raw;

import io.sitehub.local.ChildProcess;
import io.sitehub.local.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs Kafka's {@code ProducerPerformance} in a process of its own. */
public final class RawProducer {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final String bootstrapServers;
  private final Path directory;
  private final Map<String, String> producer;
  private int runs;

  /**
   * @param directory for its output
   * @param producer settings of the producer: those of the gateway
   */
  public RawProducer(String bootstrapServers, Path directory, Map<String, String> producer) {
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    this.producer = Map.copyOf(producer);
  }

  /**
   * Produces as fast as it can and returns the figures without those of the warm-up.
   *
   * @param payload file with a record a line; records are drawn from it
   * @param records how many, warm-up included
   * @param warmUp how many of them come first and do not count
   * @throws IllegalStateException if it fails or takes more than five minutes
   */
  public RawResult run(String topic, Path payload, long records, long warmUp) {
    Path log = directory.resolve("raw-" + ++runs + ".log");
    List<String> args =
        new ArrayList<>(
            List.of(
                "--bootstrap-server",
                bootstrapServers,
                "--topic",
                topic,
                "--num-records",
                Long.toString(records),
                "--warmup-records",
                Long.toString(warmUp),
                "--throughput",
                "-1",
                "--payload-file",
                payload.toString(),
                "--command-property"));
    producer.forEach((key, value) -> args.add(key + "=" + value));
    Launch launch =
        new Launch(
            "producer-performance",
            Launch.sameJava(),
            List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC"),
            Launch.sameClasspath(),
            "org.apache.kafka.tools.ProducerPerformance",
            args,
            Map.of(),
            log);
    try (ChildProcess process = ChildProcess.startTied(launch)) {
      if (!process.awaitExit(LONGEST)) {
        throw new IllegalStateException(process + " did not end in " + LONGEST);
      }
    }
    try {
      return RawResult.parse(Files.readAllLines(log, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException noSummary) {
      throw new IllegalStateException("ProducerPerformance failed, see " + log, noSummary);
    }
  }
}
