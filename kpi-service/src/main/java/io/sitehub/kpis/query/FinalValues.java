package io.sitehub.kpis.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sitehub.site.kpi.KpiQuery;
import io.sitehub.site.kpi.KpiRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the cells of windows that are over came to, as answers show it. It depends on the question,
 * the settings and the cells, and not on when it is asked: late and corrected events change the
 * cells, and that is another entry. Used by many threads.
 */
final class FinalValues {
  private static final long MAX_BYTES = 4L << 20;

  /** What a question and the objects around it take, roughly. */
  private static final int OVERHEAD_BYTES = 1_500;

  private final Cache<Question, Values> remembered =
      Caffeine.newBuilder()
          .maximumWeight(MAX_BYTES)
          .weigher((Question question, Values values) -> values.json.length + OVERHEAD_BYTES)
          .build();

  /**
   * What values depend on.
   *
   * @param settings versions of the site's settings
   * @param digests of the cells
   */
  record Question(String site, String settings, KpiQuery query, List<String> digests) {
    Question {
      digests = List.copyOf(digests);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Values(Instant finalFrom, byte[] json) {}

  /**
   * The values, as JSON, if they are known.
   *
   * @param asOf up to when the cells are known to be complete: not so far, and nothing is final
   */
  Optional<String> find(Question question, Instant asOf) {
    Values values = remembered.getIfPresent(question);
    return values == null || asOf.isBefore(values.finalFrom)
        ? Optional.empty()
        : Optional.of(new String(values.json, StandardCharsets.UTF_8));
  }

  /**
   * Remembers values, if all of their windows are over.
   *
   * @param rows what they were rendered from
   * @param json as answers show them
   */
  void remember(Question question, List<KpiRow> rows, Instant asOf, String json) {
    KpiQuery query = question.query;
    Instant lastEnd = query.to();
    for (KpiRow row : rows) {
      lastEnd = row.window().to().isAfter(lastEnd) ? row.window().to() : lastEnd;
    }
    Instant finalFrom = lastEnd.plus(query.lateness());
    if (!asOf.isBefore(finalFrom)) {
      remembered.put(question, new Values(finalFrom, json.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
