package io.sitehub.model.topic;

/** What decides the partition of a record. */
public enum Partitioning {
  /**
   * The site, whatever the key is: {@link SitePartitioner}. So all records about a site lie in the
   * partitions of the same number, and one task reads and writes them all.
   */
  BY_SITE,
  /** The number of the partition of {@link TopicCatalogue#EVENTS} that the record is about. */
  AS_EVENTS,
  /** The key, by Kafka's default. */
  BY_KEY
}
