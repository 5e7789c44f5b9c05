package io.sitehub.kpis.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sitehub.kit.problem.Problem;
import io.sitehub.kit.problem.ProblemException;
import io.sitehub.kpis.route.Answer;
import io.sitehub.kpis.route.Freshness;
import io.sitehub.kpis.route.Router;
import io.sitehub.model.state.Granularity;
import io.sitehub.model.time.Rfc3339;
import io.sitehub.model.topic.SitePartitioner;
import io.sitehub.site.kpi.CellRange;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The questions processors answer. Every method throws a {@link ProblemException} with 503 if
 * nobody could answer in time.
 */
public final class StateQuestions {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final ObjectReader JSON = new ObjectMapper().readerFor(ObjectNode.class);

  /** Cells that may be remembered: a site's year of a KPI by carrier and material is some 2 MB. */
  private static final long MAX_CELL_BYTES = 12L << 20;

  private final Router router;
  private final Cache<String, Cells.Part> toldBefore =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CELL_BYTES)
          .weigher((String path, Cells.Part cells) -> path.length() + cells.array().length + 200)
          .build();

  /** Questions that go through a router. */
  public StateQuestions(Router router) {
    this.router = router;
  }

  /** How many partitions there are; 503 while that is not known. */
  int partitions() {
    int partitions = router.table().partitions();
    if (partitions == 0) {
      throw ProblemException.unavailable(
          "No processor has told yet who holds which partition.", RETRY_AFTER);
    }
    return partitions;
  }

  /** The partition that holds a site. */
  int partitionOf(String site) {
    return new SitePartitioner(partitions()).partitionOf(site);
  }

  /** Asks a partition for JSON that every partition has. */
  Told<ObjectNode> partition(int partition, String path) {
    return json(found(ask(partition, path), "There is no such thing."));
  }

  /**
   * Asks for JSON about a site.
   *
   * @param path path and query below {@code …/sites/{site}/}
   * @param otherwise the detail of the 404 if there is no such site, or no such thing at it; what
   *     it rests on is said with it
   */
  public Told<ObjectNode> site(String site, String path, String otherwise) {
    return json(siteBytes(site, path, otherwise));
  }

  /**
   * Asks for JSON about a site that is handed on as it is.
   *
   * @param otherwise as in {@link #site}
   */
  Told<byte[]> siteBytes(String site, String path, String otherwise) {
    return found(ask(partitionOf(site), inSite(site, path)), otherwise);
  }

  /** Asks for JSON about a site; empty if there is no such thing at it. */
  public Optional<Told<ObjectNode>> siteIfKnown(String site, String path) {
    return ask(partitionOf(site), inSite(site, path)) instanceof Answer.Found found
        ? Optional.of(json(told(found)))
        : Optional.empty();
  }

  /**
   * Asks for the cells of a KPI; 404 if there is no such site. Where there are more of them than a
   * processor gives at a time, it is asked for the halves of the range. What was told before is not
   * told again, as long as it is the same.
   */
  Told<Cells> cells(String site, String kpi, CellRange range) {
    String granularity = range.granularity() == Granularity.DAY ? "day" : "quarter-hour";
    String path =
        "kpis/%s/cells?granularity=%s&from=%s&to=%s"
            .formatted(
                encoded(kpi),
                granularity,
                encoded(Rfc3339.format(range.from())),
                encoded(Rfc3339.format(range.to())));
    try {
      return newest(site, path);
    } catch (RefusedQuestion tooMany) {
      Duration half = Duration.between(range.from(), range.to()).dividedBy(2);
      if (half.compareTo(Duration.ofMinutes(15)) < 0) {
        throw tooMany;
      }
      Instant middle = range.from().plus(half);
      return joined(
          cells(site, kpi, new CellRange(range.granularity(), range.from(), middle)),
          cells(site, kpi, new CellRange(range.granularity(), middle, range.to())));
    }
  }

  private Told<Cells> newest(String site, String path) {
    String question = inSite(site, path);
    Cells.Part before = toldBefore.getIfPresent(question);
    String asked = before == null ? path : path + "&unless=" + before.digest();
    Told<byte[]> told = siteBytes(site, asked, SitePath.noSite(site));
    Cells.Part cells =
        before != null && told.body().length == 0 ? before : new Cells.Part(told.body());
    if (cells != before) {
      toldBefore.put(question, cells);
    }
    return new Told<>(told.freshness(), told.zone(), told.config(), Cells.of(cells));
  }

  private static Told<Cells> joined(Told<Cells> earlier, Told<Cells> later) {
    return new Told<>(
        Freshness.ofAll(List.of(earlier.freshness(), later.freshness())),
        later.zone(),
        earlier.config().equals(later.config()) ? later.config() : Optional.empty(),
        earlier.body().and(later.body()));
  }

  /** A processor found the question wrong. */
  static final class RefusedQuestion extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedQuestion() {
      super("a processor refused a question", null, false, false);
    }
  }

  private static String inSite(String site, String path) {
    return "sites/" + encoded(site) + "/" + path;
  }

  private static Told<byte[]> found(Answer answer, String otherwise) {
    return switch (answer) {
      case Answer.Found found -> told(found);
      case Answer.Unknown(Freshness freshness) -> {
        Problem missing = Problem.ofStatus(404).withDetail(otherwise);
        for (Map.Entry<String, Object> member : Envelope.of(freshness).entrySet()) {
          missing =
              member.getKey().equals("instance") // which in a problem is the path (RFC 9457)
                  ? missing.withMember("servedByInstance", member.getValue())
                  : missing.withMember(member.getKey(), member.getValue());
        }
        throw new ProblemException(missing);
      }
      case Answer.Refused _ -> throw new RefusedQuestion();
      case Answer.Unavailable(String reason) -> throw new IllegalStateException(reason);
    };
  }

  private static Told<byte[]> told(Answer.Found found) {
    return new Told<>(
        found.freshness(),
        found.zone().flatMap(StateQuestions::zone),
        found.config().or(found::zone),
        found.body());
  }

  /** What the processors answer; never {@link Answer.Unavailable}, which is 503. */
  private Answer ask(int partition, String path) {
    try {
      Answer answer = router.ask(partition, path);
      if (answer instanceof Answer.Unavailable(String reason)) {
        throw ProblemException.unavailable(
            "Partition %d cannot be asked: %s.".formatted(partition, reason), RETRY_AFTER);
      }
      return answer;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw ProblemException.unavailable("This instance is stopping.", RETRY_AFTER);
    }
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException notAZone) {
      return Optional.empty();
    }
  }

  private static Told<ObjectNode> json(Told<byte[]> told) {
    try {
      return new Told<>(told.freshness(), told.zone(), told.config(), JSON.readValue(told.body()));
    } catch (IOException malformed) {
      throw new IllegalStateException("a processor answered with bad JSON", malformed);
    }
  }

  /** A value as it may stand in a path or a query. */
  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
