package io.sitehub.cli.simulate;

import java.time.Instant;

/**
 * One planned sending of an event.
 *
 * @param event what is sent
 * @param at when, in simulated time; hours after the event for a handheld in a dead zone
 * @param repeat whether it has been acknowledged before, and the terminal does not know: the answer
 *     was lost. It is sent in the HTTP form of its kind of device, to any gateway.
 */
public record Delivery(PlannedEvent event, Instant at, boolean repeat) {}
