package io.sitehub.kpis.feed;

import java.time.Duration;

/**
 * Limits of the feed.
 *
 * @param maxClients how many clients may follow at a time; one more gets 503
 * @param clientBuffer how many changes may wait for a client; one that is slower is let go
 * @param heartbeat after how long a client is shown that the connection lives
 * @param ringBytes about how much memory the newest changes of one partition may take
 * @param maxCatchUps how many clients may read the log at a time
 * @param catchUpDeadline how long one may
 */
public record FeedSettings(
    int maxClients,
    int clientBuffer,
    Duration heartbeat,
    long ringBytes,
    int maxCatchUps,
    Duration catchUpDeadline) {}
