package io.sitehub.cli.simulate;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stay at a loading or unloading point as it truly was.
 *
 * @param stationId the point
 * @param product what the truck was sent there for, or null if nobody sent it
 * @param setpointKg how much it was to load or unload, in kilograms, or null if nobody sent it
 * @param deliveredKg how much the point measured, in kilograms
 * @param startedAt when loading or unloading began
 * @param completedAt when it ended
 */
public record TrueHandling(
    String stationId,
    @Nullable String product,
    @Nullable Integer setpointKg,
    int deliveredKg,
    Instant startedAt,
    Instant completedAt) {}
