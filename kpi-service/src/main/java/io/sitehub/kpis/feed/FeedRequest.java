package io.sitehub.kpis.feed;

import java.util.Optional;
import java.util.Set;

/**
 * What a client wants to follow.
 *
 * @param site which site
 * @param partition the partition that holds it
 * @param topics what of it
 * @param from where the client left off, if it was here before
 */
record FeedRequest(String site, int partition, Set<FeedTopic> topics, Optional<FeedPosition> from) {
  FeedRequest {
    topics = Set.copyOf(topics);
  }
}
