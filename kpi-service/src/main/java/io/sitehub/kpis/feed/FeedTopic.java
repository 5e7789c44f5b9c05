package io.sitehub.kpis.feed;

import io.sitehub.model.topic.Topic;
import io.sitehub.model.topic.TopicCatalogue;
import java.util.Arrays;
import java.util.List;

/** What a feed can tell of, in the order in which positions name them. */
public enum FeedTopic {
  /** Visits, each time they change. */
  VISITS("visits", "visit", TopicCatalogue.VISITS),
  /** KPI values of a quarter hour, each time they change. */
  KPIS("kpis", "kpi", TopicCatalogue.KPIS),
  /** Alerts, raised or cleared. */
  ALERTS("alerts", "alert", TopicCatalogue.ALERTS);

  private final String text;
  private final String event;
  private final Topic topic;

  FeedTopic(String text, String event, Topic topic) {
    this.text = text;
    this.event = event;
    this.topic = topic;
  }

  /** Its name in requests. */
  public String text() {
    return text;
  }

  /** The {@code event} of what it sends. */
  public String event() {
    return event;
  }

  /** Where it comes from. */
  public Topic topic() {
    return topic;
  }

  /** The names of all. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(FeedTopic::text).toList();
  }

  /**
   * That of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static FeedTopic of(String text) {
    return Arrays.stream(values())
        .filter(topic -> topic.text.equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not of the feed: " + text));
  }

  /**
   * That of this topic.
   *
   * @throws IllegalArgumentException if there is none
   */
  static FeedTopic ofTopic(String name) {
    return Arrays.stream(values())
        .filter(topic -> topic.topic.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not of the feed: " + name));
  }
}
