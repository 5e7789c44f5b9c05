package io.sitehub.kpis.deadletter;

import io.sitehub.model.time.Rfc3339;
import io.sitehub.model.topic.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a record that could not be used, as docs/dead-letters.md describes it: not what
 * the record says, which may be large.
 *
 * @param place where the letter itself lies
 * @param at when the record was turned away
 * @param key of the record: of an event its site
 * @param said attributes of the event, and why it is a letter, by the names of the headers
 * @param whole whether the letter has the record, key and value
 * @param valueBytes how long the value is
 * @param redriven what became of it when it was published once more, if it was
 */
record DeadLetter(
    Place place,
    Instant at,
    String key,
    Map<String, String> said,
    boolean whole,
    long valueBytes,
    Optional<Redriven> redriven) {
  private static final int LONGEST_SHOWN = 512;

  DeadLetter {
    said = Map.copyOf(said);
  }

  /** Where a letter lies: its identity. */
  record Place(int partition, long offset) {
    /** Reads {@code partition-offset}; empty if it is none. */
    static Optional<Place> of(String text) {
      if (!text.matches("[0-9]{1,6}-[0-9]{1,18}")) {
        return Optional.empty();
      }
      String[] parts = text.split("-", 2);
      return Optional.of(new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1])));
    }

    static Place of(ConsumerRecord<byte[], byte[]> record) {
      return new Place(record.partition(), record.offset());
    }

    @Override
    public String toString() {
      return partition + "-" + offset;
    }
  }

  /**
   * A letter that was published once more.
   *
   * @param offset where the record lies in the log of events now
   */
  record Redriven(Instant at, int partition, long offset) {}

  /** What is told of a letter that nobody has redriven yet. */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> letter) {
    Map<String, String> said = new HashMap<>();
    for (Header header : letter.headers()) { // of two of a name the last one, which was added
      if (header.value() != null
          && (header.key().startsWith("dl_") || header.key().startsWith("ce_"))) {
        said.put(header.key(), text(header.value()));
      }
    }
    byte[] value = letter.value();
    long valueBytes =
        number(said.get("dl_value_bytes")).orElse(value == null ? 0L : (Long) (long) value.length);
    return new DeadLetter(
        Place.of(letter),
        Instant.ofEpochMilli(letter.timestamp()),
        letter.key() == null ? "" : text(letter.key()),
        said,
        letter.key() != null && value != null,
        valueBytes,
        Optional.empty());
  }

  /** The same, redriven. */
  DeadLetter redriven(Redriven done) {
    return new DeadLetter(place, at, key, said, whole, valueBytes, Optional.of(done));
  }

  /** Why it could not be used; empty if the letter does not say. */
  String reason() {
    return said.getOrDefault("dl_reason", "");
  }

  /** What redriving it can come to. */
  Prospect prospect() {
    boolean ofEvents = TopicCatalogue.EVENTS.name().equals(said.get("dl_topic"));
    return Prospect.of(reason(), whole, ofEvents);
  }

  /** As answers show it. */
  Map<String, Object> shown() {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", place.toString());
    shown.put("at", Rfc3339.format(at));
    shown.put("key", key);
    shown.put("stage", said.getOrDefault("dl_stage", ""));
    shown.put("reason", reason());
    put(shown, "detail", "dl_detail");
    put(shown, "topic", "dl_topic");
    number(said.get("dl_partition")).ifPresent(partition -> shown.put("partition", partition));
    number(said.get("dl_offset")).ifPresent(offset -> shown.put("offset", offset));
    put(shown, "type", "ce_type");
    put(shown, "source", "ce_source");
    put(shown, "eventId", "ce_id");
    put(shown, "subject", "ce_subject");
    put(shown, "time", "ce_time");
    shown.put("valueBytes", valueBytes);
    Prospect prospect = prospect();
    shown.put("canBeRedriven", prospect.possible());
    shown.put("advice", prospect.advice());
    redriven.ifPresent(done -> shown.put("redriven", shown(done)));
    return shown;
  }

  private static Map<String, Object> shown(Redriven done) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("at", Rfc3339.format(done.at));
    shown.put("partition", done.partition);
    shown.put("offset", done.offset);
    return shown;
  }

  private void put(Map<String, Object> to, String name, String header) {
    String value = said.get(header);
    if (value != null) {
      to.put(name, value);
    }
  }

  private static Optional<Long> number(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,18}")
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }

  private static String text(byte[] utf8) {
    String text = new String(utf8, StandardCharsets.UTF_8);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN);
  }
}
