package io.sitehub.kpis.feed;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Something that changed at a site: one record of the log. Safe from any thread. */
public final class Change {
  private final FeedTopic topic;
  private final long offset;
  private final String key;
  private final byte @Nullable [] value;
  private volatile @Nullable Optional<String> data;

  /**
   * A change.
   *
   * @param key of the record: {@code <site id>/…}
   * @param value of the record in the wire format; null for a tombstone
   */
  public Change(FeedTopic topic, long offset, byte[] key, byte @Nullable [] value) {
    this.topic = topic;
    this.offset = offset;
    this.key = new String(key, StandardCharsets.UTF_8);
    this.value = value;
  }

  /** What it is a change of. */
  public FeedTopic topic() {
    return topic;
  }

  /** Where it lies in the log. */
  public long offset() {
    return offset;
  }

  /** The record's key. */
  public String key() {
    return key;
  }

  /** The record's value; null for a tombstone. */
  public byte @Nullable [] value() {
    return value;
  }

  /** Whether it happened at a site. */
  boolean isAt(String site) {
    return key.length() > site.length() && key.charAt(site.length()) == '/' && key.startsWith(site);
  }

  /** About how much memory it takes. */
  int bytes() {
    return 128 + 2 * key.length() + (value == null ? 0 : value.length);
  }

  /** What is sent of it: made when first asked for, then kept; empty if nothing is. */
  Optional<String> data(Function<Change, Optional<String>> renderer) {
    Optional<String> made = data;
    if (made == null) {
      made = renderer.apply(this);
      data = made;
    }
    return made;
  }
}
