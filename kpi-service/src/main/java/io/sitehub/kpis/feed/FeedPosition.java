package io.sitehub.kpis.feed;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the feed of a site: the offset to read next, in the site's partition of each topic.
 * The log gives it, not the instance that serves the feed, so any instance can go on from it.
 *
 * @param visits next offset of the visits
 * @param kpis next offset of the KPIs
 * @param alerts next offset of the alerts
 */
public record FeedPosition(long visits, long kpis, long alerts) {
  private static final Pattern TEXT =
      Pattern.compile("([0-9]{1,18})\\.([0-9]{1,18})\\.([0-9]{1,18})");

  /** The place that a {@code Last-Event-ID} names; empty if it names none. */
  public static Optional<FeedPosition> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new FeedPosition(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                Long.parseLong(matcher.group(3))))
        : Optional.empty();
  }

  /** As an {@code id} carries it. */
  public String text() {
    return visits + "." + kpis + "." + alerts;
  }

  /** The offset to read next in one topic. */
  public long next(FeedTopic topic) {
    return switch (topic) {
      case VISITS -> visits;
      case KPIS -> kpis;
      case ALERTS -> alerts;
    };
  }

  /** The place after having read one topic up to an offset (exclusive); never a place before. */
  public FeedPosition upTo(FeedTopic topic, long offset) {
    long next = Math.max(offset, next(topic));
    return switch (topic) {
      case VISITS -> new FeedPosition(next, kpis, alerts);
      case KPIS -> new FeedPosition(visits, next, alerts);
      case ALERTS -> new FeedPosition(visits, kpis, next);
    };
  }
}
