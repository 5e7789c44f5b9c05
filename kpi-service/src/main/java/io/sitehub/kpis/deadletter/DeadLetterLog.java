package io.sitehub.kpis.deadletter;

import io.sitehub.kpis.deadletter.DeadLetter.Place;
import io.sitehub.kpis.deadletter.DeadLetter.Redriven;
import io.sitehub.model.topic.TopicCatalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * The topic of dead letters, read anew for each question: letters are few, questions rare. Only
 * what was committed is seen.
 */
final class DeadLetterLog {
  private static final String TOPIC = TopicCatalogue.DEAD_LETTERS.name();

  /** The newest records of each partition that are looked at. */
  private static final long MOST_RECORDS = 2_000;

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;

  /** A log that makes a consumer for each question. */
  DeadLetterLog(Supplier<Consumer<byte[], byte[]>> consumers) {
    this.consumers = consumers;
  }

  /**
   * The newest letters of all partitions, the newest first.
   *
   * @throws KafkaException if the brokers do not answer
   */
  List<DeadLetter> newest() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      starts.replaceAll(
          (partition, start) -> Math.max(start, ends.getOrDefault(partition, 0L) - MOST_RECORDS));
      Map<Place, DeadLetter> letters = new HashMap<>();
      Map<Place, Redriven> marked = new HashMap<>();
      read(
          consumer,
          starts,
          ends,
          record ->
              RedriveMark.of(record)
                  .ifPresentOrElse(
                      mark -> marked.put(mark.letter(), mark.redriven()),
                      () -> letters.put(Place.of(record), DeadLetter.of(record))));
      marked.forEach((place, done) ->
          letters.computeIfPresent(place, (same, letter) -> letter.redriven(done)));
      return letters.values().stream()
          .sorted(
              Comparator.comparing(DeadLetter::at)
                  .thenComparing(letter -> letter.place().offset())
                  .reversed())
          .toList();
    }
  }

  /**
   * A letter and the record in it.
   *
   * @param record the letter as it lies in its topic
   */
  record Found(DeadLetter letter, ConsumerRecord<byte[], byte[]> record) {}

  /**
   * One letter; empty if there is none at this place.
   *
   * @throws KafkaException if the brokers do not answer
   */
  Optional<Found> find(Place place) {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      TopicPartition partition = new TopicPartition(TOPIC, place.partition());
      if (consumer.partitionsFor(TOPIC).size() <= place.partition()) {
        return Optional.empty();
      }
      List<TopicPartition> one = List.of(partition);
      Map<TopicPartition, Long> ends = consumer.endOffsets(one);
      if (place.offset() < consumer.beginningOffsets(one).getOrDefault(partition, 0L)
          || place.offset() >= ends.getOrDefault(partition, 0L)) {
        return Optional.empty();
      }
      List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>(1);
      List<Redriven> marked = new ArrayList<>();
      read(
          consumer,
          Map.of(partition, place.offset()),
          ends,
          record -> {
            Optional<RedriveMark> mark = RedriveMark.of(record);
            if (mark.isEmpty() && Place.of(record).equals(place)) {
              found.add(record);
            }
            mark.filter(done -> done.letter().equals(place))
                .ifPresent(done -> marked.add(done.redriven()));
          });
      return found.stream()
          .findFirst()
          .map(record -> {
            DeadLetter letter = DeadLetter.of(record);
            return new Found(marked.isEmpty() ? letter : letter.redriven(marked.getLast()), record);
          });
    }
  }

  private static void read(
      Consumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Collection<TopicPartition> partitions = starts.keySet();
    consumer.assign(partitions);
    starts.forEach(consumer::seek);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (partitions.stream()
        .anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("the dead letters were not read in " + PATIENCE);
      }
      consumer.poll(POLL).forEach(reader);
    }
  }
}
