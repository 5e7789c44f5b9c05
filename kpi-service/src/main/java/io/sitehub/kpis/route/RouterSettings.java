package io.sitehub.kpis.route;

import java.time.Duration;

/**
 * How long to wait for whom.
 *
 * @param hedgeAfter when the next holder is asked too, though the one before may still answer
 * @param retryAfter pause before all holders are asked again; doubled each time, up to eight times,
 *     and jittered by half
 * @param deadline when to give up
 */
public record RouterSettings(Duration hedgeAfter, Duration retryAfter, Duration deadline) {}
