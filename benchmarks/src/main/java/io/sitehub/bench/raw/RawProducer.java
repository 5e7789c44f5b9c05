package io.sitehub.bench.raw;

import io.sitehub.bench.raw.RecordFile.Content;
import io.sitehub.local.ChildProcess;
import io.sitehub.local.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs Kafka's {@code ProducerPerformance} in a process of its own, with records that a gateway
 * wrote: the same keys, headers and values.
 */
public final class RawProducer {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final String bootstrapServers;
  private final Path directory;
  private final Map<String, String> producer;
  private final Path numbers;
  private final double recordBytes;
  private int runs;

  /**
   * Takes over the first records of the topic of events.
   *
   * @param directory for its files and output
   * @param producer settings of the producer: those of the gateway
   * @param count how many records; they are drawn from at random
   * @throws IOException when the directory cannot be written to
   */
  public RawProducer(
      String bootstrapServers, Path directory, Map<String, String> producer, int count)
      throws IOException {
    List<Content> contents = RecordFile.readLog(bootstrapServers, count);
    Path records = directory.resolve("records");
    RecordFile.write(records, contents);
    this.numbers = directory.resolve("record-numbers.txt");
    Files.write(numbers, IntStream.range(0, count).mapToObj(Integer::toString).toList());
    this.recordBytes = contents.stream().mapToInt(Content::bytes).average().orElse(0);
    this.bootstrapServers = bootstrapServers;
    this.directory = directory;
    this.producer = new LinkedHashMap<>(producer);
    this.producer.put("interceptor.classes", EventRecords.class.getName());
    this.producer.put(EventRecords.FILE, records.toString());
  }

  /** Mean size of a record: key, headers and value. */
  public double recordBytes() {
    return recordBytes;
  }

  /**
   * Produces as fast as it can and returns the figures without those of the warm-up.
   *
   * @param records how many, warm-up included
   * @param warmUp how many of them come first and do not count
   * @throws IllegalStateException if it fails or takes more than five minutes
   */
  public RawResult run(String topic, long records, long warmUp) {
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
                numbers.toString(),
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
