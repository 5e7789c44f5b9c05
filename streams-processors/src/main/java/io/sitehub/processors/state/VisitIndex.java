package io.sitehub.processors.state;

import io.sitehub.model.state.VisitState;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Finds visits by their attributes, in the order of their arrival. */
public final class VisitIndex {

  /** The value of {@link Attribute#FINDING} that every visit with a finding has. */
  public static final String ANY_FINDING = "any";

  private static final byte[] NOTHING = {};

  private final StateSpace space;

  /** The index in a store. */
  public VisitIndex(StateSpace space) {
    this.space = space;
  }

  /** An attribute that visits are found by; the numbers are part of the stored keys. */
  public enum Attribute {
    /** Whether it is there at all: all visits, by arrival; one value. */
    ANY(1),
    /** Inside the gate now; one value. */
    ON_SITE(2),
    /** How far it has come. */
    STATE(3),
    /** A plate, normalised. */
    PLATE(4),
    /** Code of a finding; {@link #ANY_FINDING} for every visit with one or more. */
    FINDING(5);

    private final int number;

    Attribute(int number) {
      this.number = number;
    }
  }

  /**
   * An entry of the index.
   *
   * @param arrival when the visit arrived
   * @param visitId the visit
   * @param cursor where to go on behind this entry
   */
  public record Entry(Instant arrival, String visitId, byte[] cursor) {}

  /** Brings the entries of a visit up to date; null: it is in no list. */
  public void update(
      String siteId,
      String visitId,
      @Nullable VisitAttributes before,
      @Nullable VisitAttributes after) {
    if (before != null && before.equals(after)) {
      return;
    }
    Set<Bytes> old = before == null ? Set.of() : keys(siteId, visitId, before);
    Set<Bytes> now = after == null ? Set.of() : keys(siteId, visitId, after);
    for (Bytes key : old) {
      if (!now.contains(key)) {
        space.put(key, null);
      }
    }
    for (Bytes key : now) {
      if (!old.contains(key)) {
        space.put(key, NOTHING);
      }
    }
  }

  /**
   * Visits the entries with a value of an attribute, oldest arrival first, until {@code visitor}
   * returns false.
   *
   * @param value null: any
   * @param after cursor of the last entry seen; null: from the start
   * @return whether the scan came to its end
   */
  public boolean scan(
      String siteId,
      Attribute attribute,
      @Nullable String value,
      byte @Nullable [] after,
      Predicate<Entry> visitor) {
    return scan(
        siteId,
        attribute,
        after == null
            ? prefix(siteId, attribute, value).toBytes()
            : attribute(siteId, attribute).raw(after).behind(),
        prefix(siteId, attribute, value).behind(),
        visitor);
  }

  /**
   * As {@link #scan}, of those with one value that arrived in a range.
   *
   * @param from start of the range
   * @param to end of the range (exclusive)
   */
  public boolean scanArrivals(
      String siteId,
      Attribute attribute,
      String value,
      Instant from,
      Instant to,
      byte @Nullable [] after,
      Predicate<Entry> visitor) {
    return scan(
        siteId,
        attribute,
        after == null
            ? prefix(siteId, attribute, value).instant(from).toBytes()
            : attribute(siteId, attribute).raw(after).behind(),
        prefix(siteId, attribute, value).instant(to).toBytes(),
        visitor);
  }

  private boolean scan(
      String siteId, Attribute attribute, Bytes from, Bytes to, Predicate<Entry> visitor) {
    int skip = attribute(siteId, attribute).toBytes().get().length;
    return from.compareTo(to) >= 0
        || space.scan(
            from,
            to,
            (key, nothing) -> {
              KeyReader reader = new KeyReader(key);
              reader.text();
              reader.octet();
              reader.text();
              byte[] bytes = key.get();
              byte[] cursor = Arrays.copyOfRange(bytes, skip, bytes.length);
              return visitor.test(new Entry(reader.instant(), reader.text(), cursor));
            });
  }

  private static Set<Bytes> keys(String siteId, String visitId, VisitAttributes attributes) {
    Set<Bytes> keys = new HashSet<>();
    keys.add(key(siteId, visitId, attributes, Attribute.ANY, ""));
    keys.add(key(siteId, visitId, attributes, Attribute.STATE, value(attributes.state())));
    if (attributes.onSite()) {
      keys.add(key(siteId, visitId, attributes, Attribute.ON_SITE, ""));
    }
    for (String plate : attributes.plates()) {
      keys.add(key(siteId, visitId, attributes, Attribute.PLATE, plate));
    }
    for (String code : attributes.findings()) {
      keys.add(key(siteId, visitId, attributes, Attribute.FINDING, code));
      keys.add(key(siteId, visitId, attributes, Attribute.FINDING, ANY_FINDING));
    }
    return keys;
  }

  /** A state as a value of the index: its name, which never changes its meaning. */
  public static String value(VisitState state) {
    return state.name();
  }

  private static Bytes key(
      String siteId,
      String visitId,
      VisitAttributes attributes,
      Attribute attribute,
      String value) {
    return prefix(siteId, attribute, value).instant(attributes.arrival()).text(visitId).toBytes();
  }

  private static KeyWriter prefix(String siteId, Attribute attribute, @Nullable String value) {
    KeyWriter key = attribute(siteId, attribute);
    return value == null ? key : key.text(value);
  }

  private static KeyWriter attribute(String siteId, Attribute attribute) {
    return Table.VISITS_BY_ATTRIBUTE.key().text(siteId).octet(attribute.number);
  }
}
