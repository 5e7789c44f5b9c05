package io.sitehub.processors.state;

import io.sitehub.model.state.Visit;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visit and the ticket it gave. What it adds to the cells of the KPIs is not kept: a series never
 * changes what it means, so it is derived again when it must be taken back.
 *
 * @param visit the visit
 * @param ticketNumber number of the ticket it gave, if any
 * @param heardAt when the newest of its events was written to the log
 */
public record TrackedVisit(Visit visit, @Nullable Long ticketNumber, Instant heardAt) {}
