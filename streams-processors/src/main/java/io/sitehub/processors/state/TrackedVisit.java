package io.sitehub.processors.state;

import io.sitehub.model.state.Measurements;
import io.sitehub.model.state.Visit;
import org.jspecify.annotations.Nullable;

/**
 * A visit and what was derived from it.
 *
 * @param visit the visit
 * @param ticketNumber number of the ticket it gave, if any
 * @param contributions what it has added to the cells of the KPIs; null before anything was added
 */
public record TrackedVisit(
    Visit visit, @Nullable Long ticketNumber, @Nullable Measurements contributions) {}
