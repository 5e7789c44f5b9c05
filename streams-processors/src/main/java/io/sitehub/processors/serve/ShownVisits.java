package io.sitehub.processors.serve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sitehub.model.json.AvroToJson;
import io.sitehub.model.state.Visit;
import io.sitehub.processors.state.VisitAttributes;
import io.sitehub.processors.state.Visits;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Visits as lists show them. Rendering one costs ten times what reading it costs, and lists are
 * asked for again and again while few of their visits change: those shown lately are remembered
 * under the very bytes that are stored, so one that changed is another. Used by many threads.
 */
final class ShownVisits {

  /** What may be remembered: with visits of some 3 KiB, a few thousand. */
  private static final long MAX_BYTES = 12L << 20;

  /** What the maps and objects around the bytes take, roughly. */
  private static final int OVERHEAD_BYTES = 500;

  private final Cache<Bytes, Shown> remembered =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Bytes stored, Shown shown) ->
              stored.get().length + shown.json().length + OVERHEAD_BYTES)
          .build();

  /**
   * A visit as lists show it.
   *
   * @param attributes what it is listed by; null: it is in no list
   * @param json it, in UTF-8
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Shown(@Nullable VisitAttributes attributes, byte[] json) {}

  /**
   * A visit.
   *
   * @param stored as {@code visits} have it
   */
  Shown of(byte[] stored, Visits visits) {
    return remembered.get(
        Bytes.wrap(stored), unknown -> render(visits.decode(unknown.get()).visit()));
  }

  private static Shown render(Visit visit) {
    return new Shown(VisitAttributes.of(visit), AvroToJson.bytes(visit));
  }
}
